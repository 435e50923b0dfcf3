import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A file of the page, in memory: there are some twenty, none of which changes while the process lives. */
export type ConsoleFile = { readonly type: string; readonly plain: Buffer; readonly br?: Buffer; readonly gzip?: Buffer };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** By name below the folder, such as `assets/main-1a2b.js`. Throws when it was never built. */
export function readFiles(dir: string): ReadonlyMap<string, ConsoleFile> {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const packed = (name: string): Buffer | undefined => (names.includes(name) ? readFileSync(path.join(dir, name)) : undefined);
  const files = names.flatMap((name) => {
    const type = TYPES[path.extname(name)];
    if (!type) return [];
    const [br, gzip] = [packed(`${name}.br`), packed(`${name}.gz`)];
    return [[name, { type, plain: readFileSync(path.join(dir, name)), ...(br && { br }), ...(gzip && { gzip }) }] as const];
  });
  return new Map(files);
}
