import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export type Signer = { readonly alg: string; readonly kid: string | undefined; readonly privateKey: CryptoKey; readonly jwk: JWK };
export const ISSUER = 'https://login.harbour-it.example';
export const AUDIENCE = 'https://alerts.harbour-it.example';
const EVERY_CLAIM = { iss: ISSUER, aud: AUDIENCE, sub: 'mira', organization_id: 'north', scope: 'read:systems report', roles: ['ADMIN'] };

export async function createSigner(alg: string, kid?: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid !== undefined && { kid }) };
  return { alg, kid, privateKey, jwk };
}

/** A token with every claim in order, valid for five minutes from `now`; `claims` changes it, and undefined removes one. */
export function signToken({ alg, kid, privateKey }: Signer, now: number, claims: Record<string, unknown> = {}): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const all = { ...EVERY_CLAIM, iat: seconds, exp: seconds + 300, ...claims };
  const header = { alg, typ: 'JWT', ...(kid !== undefined && { kid }) };
  return new SignJWT(JSON.parse(JSON.stringify(all))).setProtectedHeader(header).sign(privateKey);
}

/** An identity provider that serves the keys it is given, or answers as it is told. */
export async function startProvider() {
  const state = { keys: [] as JWK[], asked: 0, answer: undefined as ((response: ServerResponse) => void) | undefined };
  const server = createServer((_, response) => {
    state.asked += 1;
    if (state.answer) state.answer(response);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: state.keys }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  const publish = (...signers: Signer[]): void => {
    state.keys = signers.map(({ jwk }) => jwk);
    state.answer = undefined;
  };
  const fail = (status: number, body = ''): void => {
    state.answer = (response) => void response.writeHead(status).end(body);
  };
  return { uri, state, publish, fail, close };
}
