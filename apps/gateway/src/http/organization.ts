import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';
import type { Node } from '#scope';
import { askedOf } from './identity/callers.js';

/**
 * The one organization a request is about: a customer's own, else the one that `organization_id` names. Refuses with 400 what is missing or
 * repeated. Undefined: the owner named one that does not exist.
 */
export const InOrganization = createParamDecorator((_: unknown, context: ExecutionContext): Node | undefined => {
  const { caller, scope, query } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!caller || !scope) throw new Error('a route that needs nothing asked for an organization');
  if (caller.organization.role === 'customer') return caller.organization;
  const named = [...new Set(askedOf(query).organizations.filter((id) => id !== ''))];
  if (named.length === 0) throw Refusal.field('organization_id', 'must be given', null);
  if (named.length > 1) throw Refusal.field('organization_id', 'must be given once', named.length);
  return [...scope.subtrees, ...scope.singles][0];
});
