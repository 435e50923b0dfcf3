import { decodeJwt, decodeProtectedHeader } from 'jose';
import { Counter } from 'prom-client';
import { type Log, registry } from '#runtime';
import { refusalReasons, type TokenFault } from './token-fault.js';

const refused = new Counter({
  name: 'alertledger_tokens_refused_total',
  help: 'Bearer tokens that were refused, by reason',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of refusalReasons) refused.inc({ reason }, 0);

/** One line a reason in so long. */
const QUIET_MS = 1_000;
const SHOWN = 200;

/** Tells operators why tokens are refused: every one in a counter, one a second and reason in the log. */
export class RefusedTokens {
  private readonly told = new Map<string, { at: number; unsaid: number }>();

  constructor(
    private readonly log: Log,
    private readonly clock: () => number = Date.now,
  ) {}

  note({ reason, claim }: TokenFault, token: string, requestId: string): void {
    refused.inc({ reason });
    const last = this.told.get(reason);
    const now = this.clock();
    if (last && now - last.at < QUIET_MS) {
      last.unsaid += 1;
      return;
    }
    this.told.set(reason, { at: now, unsaid: 0 });
    this.log.warn(
      { reason, claim, ...shownOf(token), request_id: requestId, ...(last?.unsaid && { unsaid: last.unsaid }) },
      'a token was refused',
    );
  }
}

/** What a token says of itself, believed or not: never the token, and never at any length. */
function shownOf(token: string): object {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    const { iss, aud, sub } = decodeJwt(token);
    return { kid: cut(kid), alg: cut(alg), iss: cut(iss), aud: cut(aud), sub: cut(sub) };
  } catch {
    return {}; // what cannot be decoded says nothing
  }
}

const cut = (value: unknown): string | undefined =>
  value === undefined ? undefined : (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, SHOWN);
