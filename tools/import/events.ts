import type { Chunk } from './chunks.js';

/** A chunk of a file of Alertmanager's event recorder: the events that could be read, and the lines that could not. */
export type Events = { readonly list: readonly unknown[]; readonly unreadable: readonly number[] };

export function eventsOf({ body, first }: Chunk): Events {
  const [list, unreadable]: [unknown[], number[]] = [[], []];
  for (const [i, line] of body.toString('utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    const event = parsed(line);
    if (event === undefined) unreadable.push(first + i);
    else list.push(event);
  }
  return { list, unreadable };
}

/** Undefined: it is no event. */
function parsed(line: string): unknown {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null && 'data' in event ? event : undefined;
  } catch {
    return undefined;
  }
}
