// Compiles apps, libs, tools and bench into dist/, and the console into dist/console. `--if-stale`: only when something changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.stamp');
const CONSOLE = path.join(DIST, 'console');
const CONSOLE_STAMP = path.join(DIST, '.console-stamp');
const LOCK = path.join(DIST, '.building');
const SOURCES = ['apps', 'libs', 'tools', 'bench'];
const SETTINGS = ['package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.base.json', 'tsconfig.build.json'];
// What the compiler leaves behind: statements and plain modules that the compiled code loads from beside itself.
const ASSET = /\.(sql|mjs|json)$/;
const TEST = /\.test\.ts$/;

function main() {
  takeTurn();
  try {
    buildOnce();
    buildConsole();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** One build at a time: a second one waits, and then finds everything built. The lock of a process that died is taken over. */
function takeTurn() {
  mkdirSync(DIST, { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(LOCK)) rmSync(LOCK, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function buildOnce() {
  const stamp = stampOf(inputs());
  if (process.argv.includes('--if-stale') && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  const begun = Date.now();
  compile();
  copyAssets();
  removeOlderThan(begun, DIST);
  writeFileSync(STAMP, stamp);
  console.error(`built in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

const IN_CONSOLE = path.join('apps', 'console') + path.sep;
const inputs = () =>
  [
    ...SOURCES.flatMap((folder) => filesBelow(folder)).filter((file) => !TEST.test(file) && !file.startsWith(IN_CONSOLE)),
    ...SETTINGS,
  ].sort();
const consoleInputs = () =>
  [
    ...['apps/console', 'libs/metrics', 'packages/client'].flatMap((folder) => filesBelow(folder)).filter((file) => !TEST.test(file)),
    ...SETTINGS,
  ].sort();

/** The page for people changes at another pace than the apps, so it has a stamp of its own. */
function buildConsole() {
  const stamp = stampOf(consoleInputs());
  if (process.argv.includes('--if-stale') && existsSync(CONSOLE_STAMP) && readFileSync(CONSOLE_STAMP, 'utf8') === stamp) return;
  const begun = Date.now();
  rmSync(CONSOLE_STAMP, { force: true });
  runOrExit([path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'apps/console', '--logLevel', 'warn']);
  for (const entry of readdirSync(CONSOLE, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) compressFile(path.join(entry.parentPath, entry.name));
  writeFileSync(CONSOLE_STAMP, stamp);
  console.error(`console built in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

/** Once, as small as it gets, and not at every request. */
function compressFile(file) {
  const plain = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
}

/** Changes when a file is added, removed or touched. */
function stampOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(path.join(ROOT, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  if (!existsSync(path.join(ROOT, folder))) return [];
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function compile() {
  rmSync(STAMP, { force: true });
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  runOrExit([nest, 'build', 'gateway']);
}

function runOrExit(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  rmSync(LOCK, { force: true });
  process.stderr.write(`${stdout}${stderr}the build failed\n`);
  process.exit(1);
}

function copyAssets() {
  for (const file of SOURCES.flatMap((folder) => filesBelow(folder)).filter((name) => ASSET.test(name))) {
    const copy = path.join(DIST, file);
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(path.join(ROOT, file), copy);
  }
}

const kept = (file) => file === CONSOLE_STAMP || file.startsWith(CONSOLE + path.sep);

/** The output of sources that are gone. */
function removeOlderThan(moment, dir) {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept(file) && statSync(file).mtimeMs < moment - 1000) rmSync(file);
  }
}

main();
