// Everything that must hold besides the tests. A line per step; the output of a step that fails is shown in full.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const program = (name) => path.join(ROOT, 'node_modules', '.bin', name);
const folders = ['apps', 'libs', 'tools', 'test', 'bench'].filter((folder) => existsSync(path.join(ROOT, folder)));

const STEPS = [
  ['format and lint', [program('biome'), 'ci', '--error-on-warnings', '--colors=off']],
  ['types', [program('tsc'), '--noEmit', '--pretty', 'false', '-p', 'tsconfig.json']],
  ['types: console', [program('tsc'), '--noEmit', '--pretty', 'false', '-p', 'apps/console']],
  ['architecture', [program('depcruise'), ...folders]],
  ['manifests', [process.execPath, 'tools/k8s.mjs', '--check']],
];
const BUILD = ['build', [process.execPath, 'tools/build.mjs', '--if-stale']];
// These run what the build has made.
const BUILT_STEPS = [
  ['sql', [process.execPath, 'dist/tools/check-sql.js']],
  ['openapi', [process.execPath, 'dist/tools/openapi.js', '--check']],
  ['console budget', [process.execPath, 'tools/console-budget.mjs']],
  ['docs', [process.execPath, 'dist/tools/docs.js', '--check']],
];

function run([command, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString().trim() }));
  });
}

async function check([name, ...commands]) {
  const begun = Date.now();
  let result;
  for (const command of commands) {
    result = await run(command);
    if (!result.ok) break;
  }
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  console.log(`${result.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(16)} ${seconds} s${result.ok ? '' : `\n${result.output}\n`}`);
  return result.ok;
}

const checkAll = async (steps) => (await Promise.all(steps.map(check))).every(Boolean);
const results = await Promise.all([checkAll(STEPS), check(BUILD).then((isBuilt) => isBuilt && checkAll(BUILT_STEPS))]);
process.exitCode = results.every(Boolean) ? 0 : 1;
