import { Readable } from 'node:stream';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dialect } from './alerts-dialect.js';
import type { Log } from './log.js';
import { refusalOf } from './refusal-of.js';
import { Refusal } from './refusals.js';

type Meaning = (error: unknown) => Refusal | undefined;

/** The one place where an error becomes an answer. What nobody expected is logged here, once, and stays unexplained to the caller. */
@Catch()
export class ErrorAnswers implements ExceptionFilter {
  /** `dialectOf` goes by path; `meaning` knows the errors that only this app throws. */
  constructor(
    private readonly dialectOf: (url: string) => Dialect,
    private readonly meaning: Meaning,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** For a server's `onSend`: an answer that breaks off has no status left to tell of it. One that nobody waits for may break off. */
  readonly watch = (
    request: FastifyRequest,
    _reply: FastifyReply,
    payload: unknown,
    done: (error: null, payload: unknown) => void,
  ): void => {
    if (payload instanceof Readable)
      payload.once('error', (error) => {
        if (!request.raw.socket.destroyed)
          this.log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'an answer broke off');
      });
    done(null, payload);
  };

  /** Writes the refusal an error stands for in the dialect of the path. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    if (reply.sent || (reply.raw.destroyed && isAbort(error))) return;
    const { code, status, message, details } = this.meaning(error) ?? refusalOf(error) ?? new Refusal('internal-error');
    if (status >= 500) this.log.error({ err: error, request_id: request.id, route: request.routeOptions?.url }, 'request failed');
    if (details.retryAfterSeconds !== undefined) reply.header('retry-after', String(details.retryAfterSeconds));
    if (details.headers) reply.headers(details.headers);
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .header('x-request-id', request.id)
      .status(status)
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send(this.dialectOf(request.originalUrl).refuse(status, message, details.errors, code));
  }
}

/** Work that was given up because nobody waits for its answer. */
const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
