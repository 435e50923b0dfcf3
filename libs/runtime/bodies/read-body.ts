import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusals.js';
import type { Bounds } from './bounds.js';
import { JsonShape } from './json-shape.js';
import type { Hold } from './memory.js';

/** A body that came whole, and when: epoch milliseconds. */
export type Arrived = { readonly bytes: Buffer; readonly at: number };

/** Announced bytes; 0 when nothing is said of it. */
export const announcedBy = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0);

export const hasBody = (raw: IncomingMessage): boolean => 'transfer-encoding' in raw.headers || announcedBy(raw) > 0;

/**
 * Reads a body within its bounds. Refuses with 413, 400 (too deep, too many), 408 (it does not come) and 503 (no room) as soon as that is known; what
 * is left of a refused body stays unread.
 */
export function readBody(raw: IncomingMessage, bounds: Bounds, hold: Hold): Promise<Arrived> {
  const chunks: Buffer[] = [];
  const most = bounds.bytes ?? 0;
  const shape = new JsonShape(bounds);
  let size = 0;
  return watched(raw, bounds, (chunk) => {
    size += chunk.length;
    if (size > most) throw new Refusal('body-too-large');
    hold.grow(chunk.length);
    shape.push(chunk);
    chunks.push(chunk);
  }).then(() => ({ bytes: Buffer.concat(chunks, size), at: Date.now() }));
}

/** Gives every chunk to `take`, in whose error it ends. Refuses with 408 a body that does not come, and with 400 one that breaks off. */
function watched(raw: IncomingMessage, { stallMs, wholeMs }: Bounds, take: (chunk: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stalled = (): void => end(new Refusal('body-stalled'));
    const stall = setTimeout(stalled, stallMs).unref();
    const whole = wholeMs === null ? undefined : setTimeout(stalled, wholeMs).unref();
    const onData = (chunk: Buffer): void => {
      stall.refresh();
      try {
        take(chunk);
      } catch (error) {
        end(error);
      }
    };
    const onEnd = (): void => end();
    const onGone = (cause?: unknown): void => end(brokenOff(cause));
    const end = (error?: unknown): void => {
      clearTimeout(stall);
      clearTimeout(whole);
      raw.pause().off('data', onData).off('end', onEnd).off('close', onGone);
      if (error === undefined) resolve();
      else reject(error);
    };
    raw.on('data', onData).on('end', onEnd).on('close', onGone).on('error', onGone);
  });
}

const brokenOff = (cause: unknown): Refusal =>
  new Refusal('malformed-body', { errors: [{ key: 'body', message: 'the body broke off', value: null }], cause });
