import { createHash } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { cleanText } from '#persistence';
import { Refusal } from '#runtime';
import type { KeySet } from './key-set.js';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
const LEEWAY_SECONDS = 30;
const REMEMBERED = 20_000;
const REMEMBERED_MS = 60_000;
/** What OpenID Connect allows a `sub`. */
const LONGEST_NAME = 255;

export type TokenRules = {
  readonly issuer: string;
  readonly audience: string;
  readonly claims: { readonly organization: string; readonly scope: string; readonly roles: string };
};

/** What a verified token says. The organization is a name still: the tree decides what it means. */
export type Claims = {
  readonly organization: string;
  readonly subject: string;
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Names the token, however its signature is spelled: what is signed cannot be varied, a signature can. */
  readonly credential: string;
};

type Remembered = { readonly claims: Claims; readonly until: number; readonly generation: number };

/** Verifies bearer tokens; one that has been verified is remembered by its hash for a minute, its expiry or the next key set. */
export class Tokens {
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    private readonly keys: KeySet,
    private readonly rules: TokenRules,
  ) {}

  /** Refuses with 401, or 503 when there are no keys to tell. */
  async verify(token: string, now: number): Promise<Claims> {
    const hash = digestOf(token);
    const known = this.remembered.get(hash);
    if (known && known.until > now && known.generation === this.keys.generation) return known.claims;
    const payload = await this.check(token, now);
    const claims = { ...claimsOf(payload, this.rules.claims), credential: `token/${digestOf(token.slice(0, token.lastIndexOf('.')))}` };
    this.remember(hash, {
      claims,
      until: Math.min(now + REMEMBERED_MS, ((payload.exp ?? 0) + LEEWAY_SECONDS) * 1000),
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
      if (error instanceof Refusal) throw error;
      if (!mayBeOtherKeys(error) || !(await this.keys.changedSince(generation))) throw new Refusal('credentials-invalid');
    }
    return this.checkOnce(token, now).catch((error: unknown) => {
      throw error instanceof Refusal ? error : new Refusal('credentials-invalid');
    });
  }

  private async checkOnce(token: string, now: number): Promise<JWTPayload> {
    const { issuer, audience } = this.rules;
    const options = {
      issuer,
      audience,
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

function claimsOf(payload: JWTPayload, names: TokenRules['claims']): Omit<Claims, 'credential'> {
  const [organization, subject] = [payload[names.organization], payload.sub];
  if (!isName(organization) || !isName(subject)) throw new Refusal('credentials-invalid');
  const name = typeof payload.name === 'string' ? cleanText(payload.name, LONGEST_NAME) : subject;
  return { organization, subject, name, scopes: words(payload[names.scope]), roles: words(payload[names.roles]) };
}

/** A text that can be stored as it is: one that were cleaned could be somebody else's. */
const isName = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '' && cleanText(claim, LONGEST_NAME) === claim;

/** A space separated string, or an array of strings. */
const words = (claim: unknown): ReadonlySet<string> => {
  const list = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
  return new Set(list.filter(isName));
};
