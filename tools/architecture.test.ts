import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

// One file that breaks each rule, with what it imports.
const BREACHES: Record<string, { from: string; imports: string }> = {
  'no-cycles': { from: 'libs/files/files.ts', imports: './round.js' },
  'apps-are-islands': { from: 'apps/gateway/src/alerts/a.ts', imports: '../../../collect/src/main.js' },
  'libs-look-down': { from: 'libs/runtime/runtime.ts', imports: '../../apps/collect/src/main.js' },
  'libs-by-the-front-door': { from: 'apps/gateway/src/alerts/b.ts', imports: '../../../../libs/queue/inside.js' },
  'features-are-islands': { from: 'apps/gateway/src/alerts/c.ts', imports: '../reports/d.js' },
  'console-knows-the-api-alone': { from: 'apps/console/src/a.ts', imports: '#queue' },
  'one-owner-per-driver': { from: 'apps/gateway/src/alerts/e.ts', imports: 'pg' },
  'queue-owns-bullmq': { from: 'apps/gateway/src/alerts/f.ts', imports: 'bullmq' },
  'pure-stays-pure': { from: 'libs/scope/scope.ts', imports: 'node:fs' },
  'tests-stay-out': { from: 'apps/gateway/src/alerts/g.ts', imports: './h.test.js' },
};
const ALLOWED: Record<string, { from: string; imports: string }> = {
  feature: { from: 'apps/gateway/src/alerts/i.ts', imports: '../http/k.js' },
  library: { from: 'apps/gateway/src/alerts/l.ts', imports: '#queue' },
  console: { from: 'apps/console/src/pages/b.ts', imports: '../ui/c.js' },
  driver: { from: 'libs/persistence/persistence.ts', imports: 'pg' },
};
const PLAIN = [
  'apps/console/src/ui/c.ts',
  'libs/queue/queue.ts',
  'libs/queue/inside.ts',
  'apps/collect/src/main.ts',
  'apps/gateway/src/reports/d.ts',
];
const MORE = ['apps/gateway/src/http/k.ts', 'apps/gateway/src/alerts/h.test.ts'];

type Violation = { from: string; rule: { name: string } };

describe('the architecture rules', () => {
  const root = path.resolve(__dirname, '..');
  const project = mkdtempSync(path.join(os.tmpdir(), 'architecture-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), text);
  };
  let violations: Violation[] = [];

  beforeAll(() => {
    for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json', '.dependency-cruiser.cjs'])
      cpSync(path.join(root, file), path.join(project, file));
    for (const file of [...PLAIN, ...MORE]) write(file, 'export const one = 1;\n');
    write('libs/files/round.ts', "import './files.js';\n");
    for (const { from, imports } of [...Object.values(BREACHES), ...Object.values(ALLOWED)]) write(from, `import '${imports}';\n`);
    for (const name of ['pg', 'bullmq']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      write(`node_modules/${name}/index.js`, '');
    }
    const cruiser = path.join(root, 'node_modules', '.bin', 'depcruise');
    const { stdout } = spawnSync(cruiser, ['apps', 'libs', '--output-type', 'json'], {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    violations = JSON.parse(stdout).summary.violations;
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it.each(Object.entries(BREACHES))('%s fires when it is broken', (rule, { from }) => {
    expect(violations.filter((found) => found.rule.name === rule).map((found) => found.from)).toContain(from);
  });

  it.each(Object.entries(ALLOWED))('leave alone what is allowed: %s', (_, { from }) => {
    expect(violations.filter((found) => found.from === from)).toEqual([]);
  });

  it('are all proven here', () => {
    const { forbidden } = createRequire(path.join(root, 'package.json'))('./.dependency-cruiser.cjs');
    expect(forbidden.map((rule: { name: string }) => rule.name).sort()).toEqual(Object.keys(BREACHES).sort());
  });
});
