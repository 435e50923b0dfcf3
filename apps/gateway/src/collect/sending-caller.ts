import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';
import { scopeIds } from '#scope';
import type { Gate } from '../http/edge.js';
import { askedOf, checkPermission } from '../http/identity/callers.js';
import { isKeyText } from '../http/identity/key-text.js';

const TOKEN = /^Bearer +(\S+) *$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The organizations that a caller may send alerts of, as `scopeIds` writes them. Undefined: no caller of ours sends, and collect judges the secret.
 * Refuses with 403 a caller who lacks the need, and with 429 one who calls too often.
 */
export async function scopesOf(request: FastifyRequest, reply: FastifyReply, gate: Gate, need: string): Promise<number[] | undefined> {
  const { 'x-api-key': key, authorization = '' } = request.headers;
  const [, token = ''] = TOKEN.exec(authorization) ?? [];
  if (key === undefined && !isKeyText(token) && !JWT.test(token)) return undefined;
  const now = Date.now();
  const caller = await gate.callers.identify(request, now).catch((error: unknown) => {
    // A secret of the webhook may look like a token.
    if (key === undefined && error instanceof Refusal && error.code === 'credentials-invalid') return undefined;
    throw error;
  });
  if (!caller) return undefined;
  request.caller = caller;
  await gate.limits.spend(caller, reply, now);
  checkPermission(caller, { needs: [need] }, request.method);
  return scopeIds(await gate.callers.scopeOf(caller, askedOf(request.query)));
}
