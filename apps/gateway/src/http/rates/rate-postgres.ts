import { forgetRates, type Store, takeRates } from '#persistence';
import type { SharedRates } from './rate-limiter.js';

const FORGET_MS = 60_000;

/** The rate limiter's log in PostgreSQL, for installations without Redis. */
export function postgresRates(store: Store): SharedRates {
  let forgotAt = Date.now();
  return {
    patience: 1_000,
    take: (asks) => {
      if (Date.now() - forgotAt > FORGET_MS) {
        forgotAt = Date.now();
        forgetRates(store).catch(() => undefined); // the next one forgets more
      }
      return takeRates(store, asks);
    },
  };
}
