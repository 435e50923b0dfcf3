import type { FastifyReply } from 'fastify';
import type { KeyRing } from '#persistence';
import { neighbourhoodOf, Refusal } from '#runtime';
import type { EventTally } from '../event-tally.js';
import type { Caller } from '../identity/caller.js';
import type { RateLimiter, Verdict } from './rate-limiter.js';

/** Requests in any 60 s: of a token or key, and with bad credentials from one address. */
export type RateRules = { readonly perMinute: number; readonly failedPerMinute: number };
const BEYOND = 'requests beyond the rate limit were refused';
type Policy = 'default' | 'bad-credentials';

/** Counts requests, tells callers where they stand, and refuses with 429. */
export class RateLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly rules: RateRules,
    private readonly ring: KeyRing,
    private readonly tally: EventTally,
  ) {}

  get default(): number {
    return this.rules.perMinute;
  }

  /** What a caller may ask in a minute: what was set for the key or, for want of that, for the user. */
  limitOf({ organization: { id }, subject, key }: Caller): number {
    return (key && this.ring.limitOf('key', id, key.id)) ?? this.ring.limitOf('subject', id, subject) ?? this.rules.perMinute;
  }

  async spend(caller: Caller, reply: FastifyReply, now: number): Promise<void> {
    const limit = this.limitOf(caller);
    const verdict = await this.limiter.take(caller.credential, limit);
    if (!verdict.isAllowed)
      this.tally.note({ organization: caller.organization.id, severity: 'warning', source: 'rate-limits', message: BEYOND });
    tell(verdict, 'default', limit, reply, now);
  }

  /** Beyond the limit bad credentials, and only those, get 429. */
  async spendFailure(address: string, reply: FastifyReply, now: number): Promise<void> {
    const limit = this.rules.failedPerMinute;
    tell(await this.limiter.take(`address/${neighbourhoodOf(address)}`, limit), 'bad-credentials', limit, reply, now);
  }
}

/** As in the IETF's draft on RateLimit header fields, and as the clients know that came before it. */
function tell({ isAllowed, remaining, wait }: Verdict, policy: Policy, limit: number, reply: FastifyReply, now: number): void {
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  void reply.headers({
    'ratelimit-policy': `"${policy}";q=${limit};w=60`,
    ratelimit: `"${policy}";r=${remaining};t=${seconds}`,
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': Math.ceil(now / 1000) + seconds,
  });
  if (!isAllowed) throw new Refusal('too-many-requests', { retryAfterSeconds: seconds });
}
