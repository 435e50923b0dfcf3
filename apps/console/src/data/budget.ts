import { Held } from './store';

/** What is left of the calls of a minute; `waitUntil`: nothing is asked before (epoch ms). */
export type Budget = { readonly remaining: number; readonly waitUntil: number };

export const budget = new Held<Budget>({ remaining: Number.POSITIVE_INFINITY, waitUntil: 0 });

const SCARCE = 20;

/** Reads the headers of an answer: draft-ietf-httpapi-ratelimit-headers. */
export function noteBudget({ status, headers }: Response, now: number): void {
  const [, remaining] = /;r=(\d+)/.exec(headers.get('ratelimit') ?? '') ?? [];
  const wait = status === 429 ? Math.max(1, Number(headers.get('retry-after')) || 1) * 1000 : 0;
  if (remaining !== undefined || wait)
    budget.set({ remaining: Number(remaining ?? 0), waitUntil: wait ? now + wait : budget.get().waitUntil });
}

/** How far apart repeated reads are, in ms: four times as far when little is left. */
export const interval = (ms: number): number => (budget.get().remaining < SCARCE ? ms * 4 : ms);
