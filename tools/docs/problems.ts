import { catalogue } from '#runtime';
import { between, table } from './table.js';

/** Each refusal with its status and message; the last column is written by hand and kept. */
export function problems(now: string): string {
  const advice = new Map([...now.matchAll(/^\| `([a-z-]+)` \|.*\| ([^|]+) \|$/gm)].map(([, code, text]) => [code, text]));
  const rows = Object.entries(catalogue).map(([code, [status, message]]) => {
    const text = advice.get(code) ?? UNWRITTEN;
    if (text === UNWRITTEN) console.error(`docs/problems.md: say in the last column what a caller does about ${code}`);
    return [`\`${code}\``, String(status), message, text];
  });
  if (rows.some((row) => row.includes(UNWRITTEN))) process.exitCode = 1;
  return between(now, 'refusals', table(['Code', 'Status', 'Message', 'What it means, and what to do'], rows));
}

const UNWRITTEN = 'to be written';
