import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#persistence';
import type { Node, Scope } from '#scope';

/** Who asks: a person or program of one organization. The organization comes from the tree, never from the token. */
export type Caller = {
  readonly organization: Node;
  /** The token's `sub`, or the user an API key acts as. */
  readonly subject: string;
  readonly name: string;
  readonly scopes: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Names the token or key for counting its requests; tells nothing of its secret. */
  readonly credential: string;
  /** When the token or key ends; null: never. */
  readonly expiresAt: Date | null;
  readonly key?: CallingKey;
};

/** What else an API key is bound to: it may only read or write, only from some ranges (none: from everywhere). */
export type CallingKey = {
  readonly id: string;
  readonly permissions: ReadonlySet<string>;
  readonly cidrs: readonly string[];
};

/** How timelines and assignments name the caller. */
export const actorOf = ({ subject, name, organization }: Caller): Actor => ({
  user_id: subject,
  user_name: name,
  user_org_id: organization.publicId,
  user_org_name: organization.name,
});

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    scope?: Scope;
  }
}

const fromRequest = <T>(pick: (request: FastifyRequest) => T | undefined, what: string) =>
  createParamDecorator((_: unknown, context: ExecutionContext): T => {
    const value = pick(context.switchToHttp().getRequest<FastifyRequest>());
    if (value === undefined) throw new Error(`a route that needs nothing asked for ${what}`);
    return value;
  });

/** The organizations this request may speak of. */
export const InScope = fromRequest((request) => request.scope, 'a scope');
export const Calling = fromRequest((request) => request.caller, 'a caller');
