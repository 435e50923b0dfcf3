import { Held } from './store';

/** `since`: when the gateway was last heard (epoch ms). */
export type Connection = { readonly state: 'up' | 'lost'; readonly since: number };

export const connection = new Held<Connection>({ state: 'up', since: Date.now() });

const BEAT_MS = 15_000;
const LOST_MS = 4_000;
const DEADLINE_MS = 8_000;

/** Every answer of the gateway carries this; what a proxy says for want of one does not. */
export const isOurs = (response: Response): boolean => response.headers.has('x-request-id');

export const heard = (): void => connection.set({ state: 'up', since: Date.now() });
export const unheard = (): void => {
  if (connection.get().state === 'up') connection.set({ ...connection.get(), state: 'lost' });
};

async function beat(): Promise<void> {
  try {
    const response = await fetch('/healthz', { method: 'HEAD', signal: AbortSignal.timeout(DEADLINE_MS), cache: 'no-store' });
    (response.status < 500 || isOurs(response) ? heard : unheard)();
  } catch {
    unheard();
  }
}

/** Asks now and then whether the gateway is there, more often while it is not. `restored` runs when it is back. */
export function watchConnection(restored: () => void): void {
  let state: Connection['state'] = 'up';
  connection.watch((now) => {
    if (now.state === 'up' && state === 'lost') restored();
    state = now.state;
  });
  const loop = (): void => {
    const { state: now, since } = connection.get();
    const isDue = now === 'lost' || Date.now() - since >= BEAT_MS;
    void (isDue && !document.hidden ? beat() : Promise.resolve()).finally(() => setTimeout(loop, LOST_MS));
  };
  setTimeout(loop, LOST_MS);
}
