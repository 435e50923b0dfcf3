import { setTimeout as pause } from 'node:timers/promises';

/** Resolves as soon as the condition holds; the test's own limit ends a wait that is in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(5);
}
