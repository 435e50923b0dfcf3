import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { until } from './until.js';

export type StreamEvent = { readonly id: number; readonly event: string; readonly data: Record<string, unknown>; readonly retry?: number };

/** A live stream as a client sees it. */
export type Followed = {
  readonly status: number;
  readonly headers: Headers;
  readonly events: StreamEvent[];
  readonly text: () => string;
  /** Waits for an event that fits. */
  saw(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Of `alert` events, what happened to which. */
  alerts(): StreamEvent[];
  readonly ended: Promise<void>;
  close(): void;
};

/** Opens a stream, on a connection of its own, and reads it until it ends or is closed. */
export async function followStream(url: string, headers: Record<string, string>): Promise<Followed> {
  const asking = request(url, { headers, agent: false }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  asking.on('error', () => undefined); // as below
  const events: StreamEvent[] = [];
  let all = '';
  let rest = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    events.push(...blocks.flatMap(eventOf));
  });
  response.on('error', () => undefined); // it was closed
  return {
    status: response.statusCode ?? 0,
    headers: new Headers(Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)])),
    events,
    text: () => all,
    saw: async (fits) => {
      await until(() => events.some(fits));
      return events.find(fits) as StreamEvent;
    },
    alerts: () => events.filter(({ event }) => event === 'alert'),
    ended: new Promise((resolve) => response.once('close', resolve)),
    close: () => asking.destroy(),
  };
}

function eventOf(block: string): StreamEvent[] {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
  );
  const [id, event, data, retry] = ['id', 'event', 'data', 'retry'].map((name) => fields.get(name));
  if (!event) return [];
  return [{ id: Number(id), event, data: JSON.parse(data ?? '{}'), ...(retry && { retry: Number(retry) }) }];
}
