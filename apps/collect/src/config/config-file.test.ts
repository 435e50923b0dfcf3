import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { ConfigFile } from './config-file.js';

const database = useDatabase();
let folder: string;
let file: string;
beforeAll(() => plantFleet(database.store));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  file = path.join(folder, 'collect.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => ConfigFile.open(file, database.store, createLog('collect', 'silent'));
const upstream = (more = '') => `upstreams:\n  - name: a\n    kind: alertmanager\n    url: http://a\n${more}`;
const events = () => database.store.query(`SELECT severity, message, times FROM system_event WHERE source = 'collect'`);

test('a file that is wrong, or not there, stops the start with its name and the line', () => {
  expect(open).toThrow(`COLLECT_CONFIG_FILE: ${JSON.stringify(file)} cannot be read (ENOENT)`);
  writeFileSync(file, upstream('    timeout: soon\n'));
  expect(open).toThrow('line 5: upstreams[0].timeout: must be a duration');
});

test('a changed file, or a changed secret that it names, is in force at the next reading', async () => {
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, 'old');
  writeFileSync(file, upstream(`    authorization: { credentials_file: ${secret} }\n`));
  const config = open();
  expect(config.current.upstreams[0]?.headers).toEqual({ authorization: 'Bearer old' });
  writeFileSync(secret, 'new\n');
  await config.reread();
  expect(config.current.upstreams[0]?.headers).toEqual({ authorization: 'Bearer new' });
});

test('a file that has become wrong changes nothing, and the owner is told once', async () => {
  writeFileSync(file, upstream());
  const config = open();
  writeFileSync(file, 'upstreams: nobody\n');
  await config.reread();
  await config.reread();
  expect(config.current.upstreams).toHaveLength(1);
  expect(await events()).toEqual([
    {
      severity: 'error',
      message: 'the changed COLLECT_CONFIG_FILE is wrong and not in force: line 1: upstreams: must be a list',
      times: 1,
    },
  ]);
  writeFileSync(file, 'upstreams: []\n');
  await config.reread();
  expect(config.current.upstreams).toEqual([]);
});
