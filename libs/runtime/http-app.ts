import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Dialect } from './alerts-dialect.js';
import { type BodyRules, boundBodies, readJson } from './bodies/take-bodies.js';
import { answerBroken, answerOdd } from './broken-requests.js';
import { currentBuild } from './build.js';
import { cutUnread } from './cut-unread.js';
import { ErrorAnswers } from './error-answers.js';
import { type Log, NestLog } from './log.js';
import { httpDuration, registry } from './metrics.js';
import { withoutPorts } from './networks.js';
import { isOperations } from './operations.js';
import type { Refusal } from './refusals.js';
import { traceRequests } from './tracing.js';

export type HttpOptions = {
  readonly log: Log;
  /** CIDRs whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** What bodies may cost, and the content type that is read as JSON (`*`: any). Absent: this app reads none. */
  readonly bodies?: BodyRules & { readonly json: string };
  /** How answers are worded below a path, unknown routes included. */
  readonly dialectOf: (url: string) => Dialect;
  /** The refusals that errors of this app's own stand for. */
  readonly meaning?: (error: unknown) => Refusal | undefined;
  /** Adds what comes before everything, also before what refuses. */
  readonly first?: (server: FastifyInstance) => void;
  /** Runs before Nest adds its routes: hooks that see every route belong here. */
  readonly prepare?: (server: FastifyInstance) => void;
  /** Another spelling of the same route becomes the route's own. */
  readonly rewriteUrl?: (url: string) => string;
  /** Every dependency answers: decides /readyz. Rejects with the reason. */
  readonly ready: () => Promise<void>;
  /** What must have come about once, besides, before the app takes part: /startupz waits for it. Rejects with the reason. */
  readonly begun?: () => Promise<void>;
};

/** Five hundred organizations fit into a request line. */
const HEADER_BYTES = 128 * 1024;
const NO_BODIES = { json: 'application/json', memory: 0, holdersOf: () => [] };
/** Of a parameter in a path: longer than any id. */
const PARAMETER_LENGTH = 1_000;

/** An app but for its port: timeouts, health, metrics and request ids are the same everywhere. */
export async function createHttpApp(module: Type | DynamicModule, options: HttpOptions): Promise<NestFastifyApplication> {
  const errors = new ErrorAnswers(options.dialectOf, options.meaning ?? (() => undefined), options.log);
  const adapter = new Adapter({
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    requestTimeout: 0, // boundBodies sees to it
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    http: { maxHeaderSize: HEADER_BYTES, requireHostHeader: false, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 },
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: PARAMETER_LENGTH, ignoreTrailingSlash: true },
    rewriteUrl: (request: IncomingMessage) => options.rewriteUrl?.(request.url ?? '/') ?? request.url ?? '/',
    clientErrorHandler: answerBroken(options.dialectOf('/')),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => errors.answer(error, request, reply),
  });
  const server = adapter.getInstance() as unknown as FastifyInstance;
  server.addHook('onRequest', (request, _, done) => {
    const { headers } = request.raw;
    const told = headers['x-forwarded-for'];
    if (typeof told === 'string') headers['x-forwarded-for'] = withoutPorts(told);
    done();
  });
  options.first?.(server);
  traceRequests(server);
  answerOdd(server);
  const { json, ...rules } = options.bodies ?? NO_BODIES;
  boundBodies(server, rules);
  server.removeAllContentTypeParsers();
  readJson(server, json);
  // Routes that are Fastify's own: Nest's go through its filter.
  server.addHook('onRoute', (route) => {
    route.errorHandler ??= (error, request, reply) => errors.answer(error, request, reply);
  });
  server.addHook('onSend', errors.watch);
  options.prepare?.(server);
  cutUnread(server);
  addOperations(server, options);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(options.log),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(errors);
  return app;
}

/** Errors reach ErrorAnswers as they were thrown; Nest would make HttpExceptions of Fastify's, and their codes would be lost. */
class Adapter extends FastifyAdapter {
  override mapException(error: unknown): unknown {
    return error;
  }
}

/** /startupz: it has been ready once, and has begun. /healthz: the process lives. /readyz: it can serve. /metrics: for Prometheus. /version: what runs. */
function addOperations(server: FastifyInstance, { ready, begun, log }: HttpOptions): void {
  const state = { started: false, stopping: false, failing: false };
  const stop = (): void => {
    state.stopping = true;
  };
  server.server.once('stopping', stop);
  server.addHook('preClose', async () => stop());
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!isOperations(route))
      httpDuration.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  const problem = (asked: () => Promise<unknown>): Promise<string | undefined> =>
    asked().then(
      () => {
        state.failing = false;
        return undefined;
      },
      (error: unknown) => {
        if (!state.failing) log.warn({ err: error }, 'not ready');
        state.failing = true;
        return 'something this app depends on does not answer';
      },
    );
  // What a start waits for says itself what it waits for.
  const yetToCome = async (): Promise<string | undefined> =>
    begun?.().then(
      () => undefined,
      () => 'this app has yet to begin',
    );
  const answer = (reply: FastifyReply, why: string | undefined): FastifyReply =>
    reply.status(why ? 503 : 200).send(why ? { status: 'unavailable', problem: why } : { status: 'ok' });
  const config = { needs: 'nothing' as const };
  server.get('/startupz', { config }, async (_, reply) => {
    const why = state.started ? undefined : ((await problem(ready)) ?? (await yetToCome()));
    state.started ||= why === undefined;
    return answer(reply, why);
  });
  server.get('/healthz', { config }, async () => ({ status: 'ok' }));
  server.get('/readyz', { config }, async (_, reply) => answer(reply, state.stopping ? 'stopping' : await problem(ready)));
  server.get('/version', { config }, async () => currentBuild());
  server.get('/metrics', { config }, async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}
