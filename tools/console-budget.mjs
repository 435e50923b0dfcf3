// How many bytes (gzip) the console costs its visitors: what every page loads, and what each page adds. Too many are a failure.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CONSOLE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'console');
const [BASE, PAGE, FIRST] = [60_000, 20_000, 80_000];

const manifest = JSON.parse(readFileSync(path.join(CONSOLE, '.vite', 'manifest.json'), 'utf8'));
const sizeOf = (file) => statSync(path.join(CONSOLE, `${file}.gz`)).size;

/** A chunk with all that it cannot do without. */
function filesOf(key, seen = new Set()) {
  const { file, imports = [], css = [] } = manifest[key];
  if (seen.has(file)) return seen;
  for (const one of [file, ...css]) seen.add(one);
  for (const other of imports) filesOf(other, seen);
  return seen;
}

const sum = (files) => [...files].reduce((total, file) => total + sizeOf(file), 0);
const base = filesOf('index.html');
for (const { file } of Object.values(manifest)) if (file.endsWith('.css')) base.add(file);
const pages = Object.keys(manifest)
  .filter((key) => key.startsWith('src/pages/') && manifest[key].isDynamicEntry)
  .map((key) => [key, sum([...filesOf(key)].filter((file) => !base.has(file)))]);

const faults = [
  ...(sum(base) > BASE ? [`entry and style: ${sum(base)} bytes, at most ${BASE}`] : []),
  ...pages.filter(([, size]) => size > PAGE).map(([key, size]) => `${key}: ${size} bytes, at most ${PAGE}`),
  ...pages
    .filter(([, size]) => sum(base) + size > FIRST)
    .map(([key, size]) => `first load of ${key}: ${sum(base) + size} bytes, at most ${FIRST}`),
];
console.log([`entry and style ${sum(base)}`, ...pages.map(([key, size]) => `${key} ${size}`)].join('\n'));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
