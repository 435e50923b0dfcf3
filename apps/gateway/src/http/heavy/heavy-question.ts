import { createParamDecorator, type ExecutionContext, UnauthorizedException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '#scope';
import type { Caller } from '../identity/caller.js';

/** Who asks something that no kept number answers, of which organizations, and whether anybody still waits for it. */
export type HeavyQuestion = { readonly caller: Caller; readonly scope: Scope; readonly gone: AbortSignal };

/** As far as a place for it goes. */
export type Asked = Omit<HeavyQuestion, 'caller'> & { readonly caller: Pick<Caller, 'organization'> };

/** The route reads what no kept number answers, in one of the places for that: see HeavyReads. */
export const Heavily = createParamDecorator((_: unknown, context: ExecutionContext): HeavyQuestion => {
  const http = context.switchToHttp();
  const { caller, scope } = http.getRequest<FastifyRequest>();
  if (!caller || !scope) throw new UnauthorizedException(); // the edge lets nobody come this far
  const gone = new AbortController();
  http.getResponse<FastifyReply>().raw.once('close', () => gone.abort());
  return { caller, scope, gone: gone.signal };
});
