import { isPermitted, Refusal } from '#runtime';
import type { Caller } from '../http/identity/caller.js';
import type { ApiKeyInput } from './keys.dto.js';

/** What a key is given: from where it may be used, and until when. */
export type Grant = { readonly cidrs: readonly string[]; readonly expires: Date | null };

/** Nobody gives a key more than they hold. What a calling key says nothing of, its child inherits. Refuses with 403. */
export function grantOf(caller: Caller, asked: ApiKeyInput): Grant {
  const holds = asked.scopes.every((scope) => caller.scopes.has(scope)) && asked.roles.every((role) => caller.roles.has(role));
  const expires = asked.expires_at == null ? null : new Date(asked.expires_at);
  const grant = { cidrs: asked.cidrs, expires };
  if (!holds) throw new Refusal('permission-missing');
  return caller.key ? withinKey({ ...caller.key, expiresAt: caller.expiresAt }, asked, grant) : grant;
}

function withinKey(own: NonNullable<Caller['key']> & Pick<Caller, 'expiresAt'>, asked: ApiKeyInput, { cidrs, expires }: Grant): Grant {
  const isLater = own.expiresAt !== null && expires !== null && expires > own.expiresAt;
  const isWider = cidrs.some((range) => !isPermitted(range, own.cidrs)) || asked.permissions.some((one) => !own.permissions.has(one));
  if (isLater || isWider) throw new Refusal('permission-missing');
  return { cidrs: cidrs.length > 0 ? cidrs : own.cidrs, expires: expires ?? own.expiresAt };
}
