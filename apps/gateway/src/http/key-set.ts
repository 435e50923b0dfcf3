import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { Log } from '#runtime';
import { Refusal } from '#runtime';

const MAX_AGE_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 5_000;
/** Looks that unknown key ids may cause: so many at once, one more every so often. */
const BURST = 5;
const REFILL_MS = 5_000;

/** The provider's keys. Rotation is seen at once; while the provider is down the last good set is used. */
export class KeySet {
  private held: { find: JWTVerifyGetKey; at: number } | undefined;
  private loading: Promise<void> | undefined;
  private allowance = BURST;
  private refilledAt = Date.now();
  /** Grows with every new set: what was verified with an older one is verified again. */
  generation = 0;

  constructor(
    private readonly fetchKeys: () => Promise<JSONWebKeySet>,
    private readonly log: Log,
  ) {}

  /** For jose's jwtVerify. Refuses with 503 when there has never been a key set. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!this.held) await this.load();
    else if (Date.now() - this.held.at > MAX_AGE_MS) void this.load();
    try {
      return await this.current()(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.mayLook()) throw error;
      await this.load();
      return this.current()(header, token);
    }
  };

  private current(): JWTVerifyGetKey {
    if (!this.held) throw new Refusal('keys-unavailable');
    return this.held.find;
  }

  private mayLook(): boolean {
    const earned = Math.floor((Date.now() - this.refilledAt) / REFILL_MS);
    if (earned > 0) {
      this.allowance = Math.min(BURST, this.allowance + earned);
      this.refilledAt = Date.now();
    }
    if (this.allowance === 0) return false;
    this.allowance -= 1;
    return true;
  }

  private load(): Promise<void> {
    this.loading ??= this.reload().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async reload(): Promise<void> {
    try {
      this.held = { find: createLocalJWKSet(await this.fetchKeys()), at: Date.now() };
      this.generation += 1;
    } catch (error) {
      this.log.warn({ err: error }, 'the identity provider does not give its keys; the last good ones are kept');
      if (this.held) this.held.at = Date.now() - MAX_AGE_MS + REFILL_MS;
    }
  }
}

/** Reads a JWKS document. */
export async function fetchJwks(uri: string): Promise<JSONWebKeySet> {
  const response = await fetch(uri, {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    headers: { accept: 'application/json' },
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`the key set answered ${response.status}`);
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('keys' in body) || !Array.isArray(body.keys))
    throw new Error('the key set is not a JWKS document');
  return body as JSONWebKeySet;
}
