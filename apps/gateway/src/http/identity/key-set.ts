import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { type Log, Refusal } from '#runtime';

const MAX_AGE_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 5_000;
/** How soon a provider that did not answer is asked again. */
const RETRY_MS = 1_000;
/** Looks that tokens of unknown keys may cause: so many at once, one more every so often. */
const BURST = 5;
const REFILL_MS = 5_000;

/** The provider's keys. Rotation is seen at once; while the provider is down the last good set is used. */
export class KeySet {
  private held: { find: JWTVerifyGetKey; text: string; at: number } | undefined;
  private loading: Promise<void> | undefined;
  private failedAt = Number.NEGATIVE_INFINITY;
  private allowance = BURST;
  private refilledAt: number;
  /** Grows when the keys change: what was verified with older ones is verified again. */
  generation = 0;

  constructor(
    private readonly fetchKeys: () => Promise<JSONWebKeySet>,
    private readonly log: Log,
    private readonly clock: () => number = Date.now,
  ) {
    this.refilledAt = clock();
  }

  /** Reads the first key set. Rejects while there is none. */
  async ready(): Promise<void> {
    await this.firstKeys();
  }

  private async firstKeys(): Promise<JWTVerifyGetKey> {
    if (!this.held && this.clock() - this.failedAt >= RETRY_MS) await this.load();
    if (!this.held) throw new Refusal('keys-unavailable');
    return this.held.find;
  }

  /** For jose's jwtVerify. Refuses with 503 when there has never been a key set. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (this.held && this.clock() - this.held.at > MAX_AGE_MS) void this.load();
    return (await this.firstKeys())(header, token);
  };

  /** True when the keys are no longer those of that generation: asks the provider, unless unknown keys made it do so too often. */
  async changedSince(generation: number): Promise<boolean> {
    if (this.generation === generation && (this.loading || this.mayLook())) await this.load();
    return this.generation !== generation;
  }

  private mayLook(): boolean {
    const earned = Math.floor((this.clock() - this.refilledAt) / REFILL_MS);
    this.allowance = Math.min(BURST, this.allowance + earned);
    this.refilledAt += earned * REFILL_MS;
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
      this.take(await this.fetchKeys());
    } catch (error) {
      this.log.warn({ err: error }, 'the identity provider does not give its keys; the last good ones are kept');
      this.failedAt = this.clock();
      if (this.held) this.held.at = this.failedAt - MAX_AGE_MS + RETRY_MS;
    }
  }

  private take(keys: JSONWebKeySet): void {
    if (keys.keys.length === 0) throw new Error('the key set is empty');
    const text = JSON.stringify(keys);
    if (text !== this.held?.text) this.generation += 1;
    this.held = { find: createLocalJWKSet(keys), text, at: this.clock() };
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
