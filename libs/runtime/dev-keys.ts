import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

/** What stands in for an identity provider while none is configured. */
export const DEV_ISSUER = 'urn:alertledger:dev';
export const DEV_AUDIENCE = 'alertledger';
const ALGORITHM = 'ES256';

export type DevKeys = {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** Public half only: safe to serve. */
  readonly jwks: JSONWebKeySet;
};

export type DevToken = {
  readonly organization: string;
  readonly subject: string;
  /** Separated by spaces. */
  readonly scope: string;
  readonly roles: readonly string[];
  /** As jose reads it: `1h`, `30 days`. */
  readonly ttl: string;
  /** Names of the claims, as configured by AUTH_CLAIM_*; the first of each is used. */
  readonly claims: Readonly<Record<'organization' | 'scope' | 'roles', readonly [string, ...string[]]>>;
};

/** The signing keys of a development installation, in DATA_DIR/dev-keys.json. Created on first use; processes that race agree on one. */
export async function devKeys(dataDir: string): Promise<DevKeys> {
  const file = path.join(dataDir, 'dev-keys.json');
  const stored = readKey(file) ?? (await createKey(file));
  const { d: _, ...publicHalf } = stored;
  const kid = await calculateJwkThumbprint(publicHalf);
  const privateKey = await importJWK(stored, ALGORITHM);
  if (privateKey instanceof Uint8Array || privateKey.type !== 'private')
    throw new Error(`${file} holds no ${ALGORITHM} private key: delete it`);
  return { kid, privateKey, jwks: { keys: [{ ...publicHalf, kid, alg: ALGORITHM, use: 'sig' }] } };
}

export function mintDevToken(keys: DevKeys, { organization, subject, scope, roles, ttl, claims }: DevToken): Promise<string> {
  return new SignJWT({ [claims.organization[0]]: organization, [claims.scope[0]]: scope, [claims.roles[0]]: roles })
    .setProtectedHeader({ alg: ALGORITHM, kid: keys.kid, typ: 'JWT' })
    .setIssuer(DEV_ISSUER)
    .setAudience(DEV_AUDIENCE)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(ttl)
    .sign(keys.privateKey);
}

function readKey(file: string): JWK | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    const key: JWK = JSON.parse(text);
    return key;
  } catch {
    throw new Error(`${file} is not JSON: delete it, and a new key is made`);
  }
}

/** The file appears complete or not at all, and never replaces another. */
async function createKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const key: JWK = JSON.parse(readFileSync(file, 'utf8'));
  return key;
}

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
