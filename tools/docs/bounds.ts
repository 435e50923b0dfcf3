import { bodyClasses, MEMORY } from '#runtime';
import { between, table } from './table.js';

/** Every class of routes with what its bodies may be, and what all bodies may hold of a process. */
export function bounds(now: string): string {
  const rows = Object.entries(bodyClasses).map(([name, { routes, bytes, depth, elements, stallMs, wholeMs }]) => [
    `\`${name}\``,
    routes,
    bytes === null ? 'as it comes' : bytes === 0 ? 'none' : size(bytes),
    depth === null ? '-' : String(depth),
    elements === null ? '-' : elements.toLocaleString('en'),
    bytes === 0 ? '-' : `${stallMs / 1000} s${wholeMs === null ? '' : `, ${wholeMs / 1000} s in all`}`,
  ]);
  const head = ['Class', 'Routes', 'Largest body', 'Levels', 'Keys and elements', 'Without a byte'];
  const memory = `Bodies in memory at once: ${size(MEMORY.gateway)} in a gateway, ${size(MEMORY.collect)} in a collect, of which ${size(MEMORY.apart)} are taken apart and worked on at a time.`;
  return between(now, 'bounds', `${table(head, rows)}\n\n${memory}`);
}

const size = (bytes: number): string => (bytes >= 1 << 20 ? `${bytes >> 20} MiB` : `${bytes >> 10} KiB`);
