import { createHash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from '#runtime';
import type { KeySet } from './key-set.js';
import { type ClaimNames, readClaims, type Said } from './token-claims.js';
import { faultOf } from './token-fault.js';

const ALGORITHMS = [...['RS', 'PS', 'ES'].flatMap((kind) => [`${kind}256`, `${kind}384`, `${kind}512`]), 'EdDSA', 'Ed25519'];
const LEEWAY_SECONDS = 30;
const REMEMBERED = 20_000;
const REMEMBERED_MS = 60_000;

export type TokenRules = {
  readonly issuer: string;
  /** A token must name one of them. */
  readonly audiences: readonly string[];
  readonly claims: ClaimNames;
};

/** What a verified token says. */
export type Claims = Said & {
  /** Names the token, however its signature is spelled: what is signed cannot be varied, a signature can. */
  readonly credential: string;
  readonly expiresAt: Date;
};

type Remembered = { readonly claims: Claims; readonly until: number; readonly generation: number };

/** Verifies bearer tokens; one that has been verified is remembered by its hash for a minute, its expiry or the next key set. */
export class Tokens {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly keys: KeySet,
    private readonly rules: TokenRules,
  ) {}

  /** Refuses with 401, its cause a TokenFault, or 503 when there are no keys to tell. */
  async verify(token: string, now: number): Promise<Claims> {
    try {
      return await this.read(token, now);
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal('credentials-invalid', { cause: faultOf(error) });
    }
  }

  private async read(token: string, now: number): Promise<Claims> {
    const hash = digestOf(token);
    const known = this.remembered.get(hash);
    if (known && known.until > now && known.generation === this.keys.generation) return known.claims;
    const payload = await this.check(token, now);
    const said = readClaims(payload, this.rules.claims, this.rules.audiences);
    const expiresAt = new Date((payload.exp ?? 0) * 1000);
    const claims = { ...said, credential: `token/${digestOf(token.slice(0, token.lastIndexOf('.')))}`, expiresAt };
    this.remember(hash, {
      claims,
      until: Math.min(now + REMEMBERED_MS, expiresAt.getTime() + LEEWAY_SECONDS * 1000),
      generation: this.keys.generation,
    });
    return claims;
  }

  /** A key that the provider does not have, or a signature that does not fit, may mean that its keys have changed. */
  private async check(token: string, now: number): Promise<JWTPayload> {
    const { generation } = this.keys;
    try {
      return await this.checkOnce(token, now);
    } catch (error) {
      if (!mayBeOtherKeys(error) || !(await this.keys.changedSince(generation))) throw error;
    }
    return this.checkOnce(token, now);
  }

  private async checkOnce(token: string, now: number): Promise<JWTPayload> {
    const options = {
      issuer: this.rules.issuer,
      audience: [...this.rules.audiences],
      algorithms: ALGORITHMS,
      clockTolerance: LEEWAY_SECONDS,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(now),
    };
    try {
      return (await jwtVerify(token, this.keys.find, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      return firstThatFits(token, error, options);
    }
  }

  private remember(hash: string, one: Remembered): void {
    if (this.remembered.size >= REMEMBERED)
      for (const oldest of [...this.remembered.keys()].slice(0, REMEMBERED / 10)) this.remembered.delete(oldest);
    this.remembered.set(hash, one);
  }
}

const mayBeOtherKeys = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;

/** A token without a key id may be signed by any key of its kind. */
async function firstThatFits(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload> {
  for await (const key of candidates) {
    const verified = await jwtVerify(token, key, options).catch((error: unknown) => {
      if (error instanceof errors.JWSSignatureVerificationFailed) return undefined;
      throw error;
    });
    if (verified) return verified.payload;
  }
  throw new errors.JWSSignatureVerificationFailed();
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');
