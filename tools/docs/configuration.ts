import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type VariableName, variables } from '#runtime';
import { between, table } from './table.js';

const names = Object.keys(variables) as VariableName[];

/** Each variable with its default, the apps that read it, its meaning and an example. */
export function configuration(now: string): string {
  const read = readdirSync('apps').map((app) => [app, sourceOf(app)] as const);
  const rows = names.map((name) => {
    const { meaning, example, fallback, secret } = { secret: false, ...variables[name] };
    const readers = read.filter(([, source]) => source.includes(`'${name}'`)).map(([app]) => app);
    const first = secret ? `\`${name}\` or \`${name}_FILE\`` : `\`${name}\``;
    return [first, shown(fallback), readers.join(', ') || '`npm start`', meaning, `\`${example}\``];
  });
  return between(now, 'variables', table(['Variable', 'Default', 'Read by', 'Meaning', 'Example'], rows));
}

const shown = (fallback: unknown): string =>
  fallback === undefined ? 'unset' : Array.isArray(fallback) && fallback.length === 0 ? 'empty' : `\`${String(fallback)}\``;

/** The code of an app in one text. */
function sourceOf(app: string): string {
  const root = path.join('apps', app, 'src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');
}
