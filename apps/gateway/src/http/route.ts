import { applyDecorators, HttpCode } from '@nestjs/common';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { BodyClass } from '#runtime';

/** A scope of the token, or `role:NAME`. */
export type Need = string;

/** What a route declares about itself. `needs` is mandatory: a route without it stops the boot. */
export type RouteDeclaration = {
  /** Any one of these lets a caller pass; `nothing` is open to everybody, `anyone` to every caller. */
  readonly needs: 'nothing' | 'anyone' | readonly Need[];
  /** What the alerts family says besides the data. */
  readonly message?: string;
  /** /api/v0: API keys only, and `organization_id` means nothing. */
  readonly keysOnly?: boolean;
  /** Only callers of the root organization. */
  readonly ownerOnly?: boolean;
  /** What its body may be. Mandatory where there may be one: a route without it stops the boot. */
  readonly body?: BodyClass;
  /** It changes nothing, whatever its method. */
  readonly reads?: boolean;
  /** It is sent as a form, of which nothing is read. */
  readonly form?: boolean;
  /** Its answers hold secrets. */
  readonly secret?: boolean;
};

declare module 'fastify' {
  interface FastifyContextConfig extends Partial<RouteDeclaration> {}
}

/** Adds to what a route declares. */
export const declare =
  (part: Partial<RouteDeclaration>): MethodDecorator =>
  (_target, _key, descriptor) => {
    const handler = descriptor.value as object;
    const known: unknown = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler);
    Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...(known as object), ...part }, handler);
  };

/** The caller has one of these scopes, or roles written `role:NAME`. */
export const Needs = (...needs: Need[]): MethodDecorator => declare({ needs });
/** The route reads a body of this class. */
export const Takes = (body: BodyClass): MethodDecorator => declare({ body });
/** A form may be sent, whose fields mean nothing. */
export const TakesForm = (): MethodDecorator => declare({ body: 'thing', form: true });
/** Its answers hold secrets, and are not packed. */
export const Secret = (): MethodDecorator => declare({ secret: true });
/** Besides, the caller is of the root organization. */
export const OwnerOnly = (): MethodDecorator => declare({ ownerOnly: true });
/** Open to everybody: the handler checks what it needs itself. */
export const NeedsNothing = (): MethodDecorator => declare({ needs: 'nothing' });
/** Open to every caller. */
export const NeedsAnyone = (): MethodDecorator => declare({ needs: 'anyone' });
/** Open to every API key. */
export const NeedsKey = (): MethodDecorator => declare({ needs: 'anyone', keysOnly: true });
/** What a success says in the alerts family, and its status. */
export const Says = (message: string, status = 200): MethodDecorator => applyDecorators(declare({ message }), HttpCode(status));
