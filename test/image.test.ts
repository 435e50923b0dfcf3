import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { variables } from '#runtime';
import { NODE_FLAGS } from '../tools/start/programs.js';

type Service = {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  user?: string;
  read_only?: boolean;
  depends_on?: Record<string, unknown>;
};
type Compose = { services: Record<string, Service>; volumes: object; secrets: object };

const ROOT = path.resolve(__dirname, '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const COMMANDS = [...read('docker/alertledger.mjs').matchAll(/^ {2}'?([a-z-]+)'?: '(\.[^']+)'/gm)].map(([, name = '', file = '']) => ({
  name,
  file,
}));

describe('the Dockerfile', () => {
  const lines = read('docker/Dockerfile')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/));
  const words = (instruction: string): string[][] => lines.filter(([first]) => first === instruction).map(([, ...rest]) => rest);
  const last = lines.slice(lines.findLastIndex(([first]) => first === 'FROM'));

  it('is based on one slim image of Node 24, pinned to its patch', () => {
    const images = [...new Set(words('FROM').map(([image]) => image))];
    expect(images).toEqual([expect.stringMatching(/^node:24\.\d+\.\d+-bookworm-slim$/)]);
  });

  it('copies only what exists and what .dockerignore lets through', () => {
    const sources = words('COPY')
      .filter(([first]) => !first?.startsWith('--from'))
      .flatMap((rest) => rest.slice(0, -1));
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(sources.length).toBeGreaterThan(8);
    expect(sources.filter((source) => !existsSync(path.join(ROOT, source)) || !allowed.includes(source))).toEqual([]);
  });

  it('ends as a user without a name or privilege, without npm, with the command as process 1', () => {
    const text = last.map((line) => line.join(' '));
    expect(text).toContain('USER 10001:10001');
    expect(text).toContain('ENTRYPOINT ["node", "--enable-source-maps", "docker/alertledger.mjs"]');
    expect(text.find((line) => line.startsWith('RUN'))).toMatch(/rm -rf .*\/node_modules .*\/npm .*\/npx /);
    expect(text.filter((line) => /apt-get|npm (ci|i|install)/.test(line))).toEqual([]);
  });

  it('has a command for every app, each of them a file that the build makes', () => {
    expect(COMMANDS.map(({ name }) => name).sort()).toEqual(['collect', 'export-worker', 'gateway', 'healthcheck', 'migrate']);
    const source = (file: string): string => path.join(ROOT, 'docker', file.replace('../dist/', '../').replace(/\.js$/, '.ts'));
    expect(COMMANDS.filter(({ file }) => !existsSync(source(file)))).toEqual([]);
  });
});

describe('compose.yaml', () => {
  const compose: Compose = parse(read('compose.yaml'), { merge: true });
  const services = Object.entries(compose.services);
  const ours = services.filter(([, { image }]) => image.startsWith('alertledger:'));

  it('names the version of every image', () => {
    expect(services.map(([, { image }]) => image).filter((image) => !/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/.test(image))).toEqual([]);
  });

  it('starts our image with its own commands, read-only, with variables that the code reads', () => {
    expect(ours.map(([name]) => name).sort()).toEqual(['collect', 'demo', 'export-worker', 'gateway', 'migrate']);
    for (const [, { command = [], environment = {}, read_only }] of ours) {
      expect(COMMANDS.map(({ name }) => name)).toContain(command[0]);
      expect(read_only).toBe(true);
      const { NODE_OPTIONS, ...rest } = environment;
      expect(NODE_OPTIONS).toBe(NODE_FLAGS[command[0] ?? '']?.join(' '));
      expect(Object.keys(rest).filter((name) => !(name.replace(/_FILE$/, '') in variables))).toEqual([]);
    }
  });

  it('mounts files that exist and volumes that are declared, and waits for services that exist', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const missing = mounts.filter((mount) => (mount.startsWith('.') ? !existsSync(path.join(ROOT, mount)) : !(mount in compose.volumes)));
    expect(missing).toEqual([]);
    const awaited = services.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(awaited.filter((name) => !(name in compose.services))).toEqual([]);
  });

  it('opens ports on the loopback address only', () => {
    expect(services.flatMap(([, { ports = [] }]) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });
});
