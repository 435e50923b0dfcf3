import type { JWTPayload } from 'jose';
import { cleanText } from '#persistence';
import { TokenFault } from './token-fault.js';

/** What OpenID Connect allows a `sub`. */
const LONGEST_NAME = 255;

/** The names of the claims that are looked at, each as it stands and then as a path. */
export type ClaimNames = { readonly organization: readonly string[]; readonly scope: readonly string[]; readonly roles: readonly string[] };

/** What a verified token says. The organization is a name still: the tree decides what it means. */
export type Said = {
  readonly organization: string;
  readonly subject: string;
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
};

/** Scopes may be written below one of the `audiences`: Cognito says `https://alerts.example.com/report`. Throws a {@link TokenFault}. */
export function readClaims(payload: JWTPayload, names: ClaimNames, audiences: readonly string[]): Said {
  const { sub: subject } = payload;
  if (!isName(subject)) throw new TokenFault('claim missing', 'sub');
  const name = typeof payload.name === 'string' ? cleanText(payload.name, LONGEST_NAME) : subject;
  const scopes = wordsOf(payload, names.scope).map((scope) => withoutAudience(scope, audiences));
  return {
    organization: organizationOf(payload, names.organization),
    subject,
    name,
    scopes: new Set(scopes),
    roles: new Set(wordsOf(payload, names.roles)),
  };
}

/** A text, a list of one text, or an object with one key; more than one organization is no answer. */
function organizationOf(payload: JWTPayload, names: readonly string[]): string {
  const told = new Set(names.flatMap((name) => organizationsIn(claimOf(payload, name))));
  const [organization, another] = told;
  if (another !== undefined) throw new TokenFault('several organizations', names.join(','));
  if (!isName(organization)) throw new TokenFault('claim missing', names.join(','));
  return organization;
}

function organizationsIn(claim: unknown): unknown[] {
  if (claim === undefined || claim === null) return [];
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'object' ? Object.keys(claim) : [claim];
}

/** Each claim a space separated text, or a list of texts; all of them count together. */
const wordsOf = (payload: JWTPayload, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const claim = claimOf(payload, name);
    const list: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
    return list.filter(isName);
  });

const withoutAudience = (scope: string, audiences: readonly string[]): string => {
  const audience = audiences.find((one) => scope.startsWith(`${one}/`));
  return audience === undefined ? scope : scope.slice(audience.length + 1);
};

/** The claim of that name, else what lies at the end of `a.b.c`. */
function claimOf(payload: JWTPayload, name: string): unknown {
  return own(payload, name) ?? name.split('.').reduce(own, payload);
}

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** A text that can be stored as it is: one that were cleaned could be somebody else's. */
const isName = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '' && cleanText(claim, LONGEST_NAME) === claim;
