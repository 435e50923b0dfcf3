import { QueryClient } from '@tanstack/preact-query';
import { createAlertledger } from '../../../../packages/client/client';
import { renewed, token } from '../session/session';
import { budget, noteBudget } from './budget';
import { heard, isOurs, unheard } from './connection';
import { Failure } from './failure';

/** The API, typed by its document. */
export const api = createAlertledger({ url: location.origin, token, fetch: send });

const MOST_RETRIES = 2;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      placeholderData: (before: unknown) => before,
      retry: (count, error) => error instanceof Failure && error.status === 503 && count < MOST_RETRIES,
      retryDelay: (_count, error) => ((error instanceof Failure && error.retryAfterSeconds) || 2) * 1000,
    },
  },
});

/** Sends once more with a new token when the old one is refused. */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await sendOnce(request);
  if (response.status !== 401) return response;
  const fresh = await renewed(request.headers.get('authorization')?.slice('Bearer '.length) ?? '');
  if (!fresh) return response;
  again.headers.set('authorization', `Bearer ${fresh}`);
  return sendOnce(again);
}

async function sendOnce(request: Request): Promise<Response> {
  const wait = budget.get().waitUntil - Date.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    unheard();
    throw new Failure(0, 'no answer');
  }
  (isOurs(response) ? heard : unheard)();
  noteBudget(response, Date.now());
  return response;
}
