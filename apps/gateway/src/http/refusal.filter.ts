import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlanFault, TreeUnavailable } from '#persistence';
import { type Log, Refusal, type RefusalCode } from '#runtime';
import { dialectOf } from './dialects.js';

/** The one place where an error becomes an answer. What nobody expected is logged here, once, and stays unexplained to the caller. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    answerTo(error, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>(), this.log);
  }
}

/** Writes the refusal an error stands for in the dialect of the path. */
export function answerTo(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  if (reply.sent) return;
  const refusal = refusalOf(error);
  const status = refusal?.status ?? 500;
  const { errors, retryAfterSeconds } = refusal?.details ?? {};
  if (status >= 500) log.error({ err: error, request_id: request.id, route: request.routeOptions?.url }, 'request failed');
  reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store').header('x-request-id', request.id);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  void reply
    .status(status)
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(dialectOf(request.originalUrl).refuse(status, refusal?.message ?? 'internal error', errors));
}

/** The refusal an error stands for; undefined for what is our own fault. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof TreeUnavailable) return new Refusal('tree-unavailable');
  if (error instanceof PlanFault) return Refusal.field(error.key, error.message, error.value);
  const status = error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown }).statusCode);
  const code = String((error as { code?: unknown }).code ?? '');
  if (code === 'FST_ERR_BAD_URL') return new Refusal('malformed-path');
  if (isUnreachable(code)) return new Refusal('storage-unavailable');
  if (status >= 400 && status < 500) return new Refusal(BY_STATUS[status] ?? 'malformed-body');
  return undefined;
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = { 404: 'unknown-route', 413: 'body-too-large', 415: 'unsupported-body' };

/** The database refuses connections, shuts down, or has lost its connection. */
const isUnreachable = (code: string): boolean =>
  /^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'].includes(code);
