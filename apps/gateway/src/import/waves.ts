import type { Observation } from '#persistence';

export type Numbered = { readonly number: number; readonly text: string; readonly observation: Observation };

/**
 * Splits a batch so that no part speaks twice of one episode: each line then has an outcome of its own. A line that repeats the one before it on
 * the same episode word for word needs no part; it can change nothing.
 */
export function wavesOf(batch: readonly Numbered[]): { waves: Numbered[][]; repeats: number } {
  const seen = new Map<string, { times: number; text: string }>();
  const waves: Numbered[][] = [];
  let repeats = 0;
  for (const one of batch) {
    const { organizationId, fingerprint, startsAt } = one.observation;
    const key = `${organizationId} ${startsAt.getTime()} ${fingerprint}`;
    const last = seen.get(key);
    if (last?.text === one.text) {
      repeats += 1;
      continue;
    }
    const times = last ? last.times + 1 : 0;
    seen.set(key, { times, text: one.text });
    const wave = waves[times] ?? [];
    waves[times] = wave;
    wave.push(one);
  }
  return { waves, repeats };
}
