import { AsyncLocalStorage } from 'node:async_hooks';
import type { Caller } from './identity/caller.js';

/** Who asks while a request asks other endpoints of this gateway on the caller's behalf: known already, counted already. */
export const asking = new AsyncLocalStorage<Caller>();
