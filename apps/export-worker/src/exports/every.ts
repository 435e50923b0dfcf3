import type { Log } from '#runtime';

/** Repeats work, each round so long after the end of the one before. The answer stops it and waits for the round under way. */
export function every(ms: number, work: () => Promise<void>, log: Log): () => Promise<void> {
  const state: { timer?: NodeJS.Timeout; round?: Promise<void>; stopped: boolean } = { stopped: false };
  const round = async (): Promise<void> => {
    await work().catch((error: unknown) => log.warn({ err: error }, 'a round of upkeep failed; the next one comes'));
    if (!state.stopped) state.timer = setTimeout(start, ms);
  };
  const start = (): void => {
    state.round = round();
  };
  start();
  return async () => {
    state.stopped = true;
    clearTimeout(state.timer);
    await state.round;
  };
}
