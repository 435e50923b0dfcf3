import { type Context, context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isOperations } from './operations.js';

export type TracingOptions = {
  readonly app: string;
  /** Where spans are sent by OTLP over HTTP; unset: nothing is traced, and the SDK is not even loaded. */
  readonly endpoint: string | undefined;
  /** Of the traces that begin here, the share that is kept. */
  readonly share: number;
};

const tracer = () => trace.getTracer('alertledger');
const state: { flush: (() => Promise<void>) | undefined } = { flush: undefined };

/** Before the app is made. */
export async function startTracing({ app, endpoint, share }: TracingOptions): Promise<void> {
  if (!endpoint) return;
  const { openExporter } = await import('./tracing-exporter.js');
  state.flush = openExporter(app, endpoint, share);
}

/** A span for every request but those of probes, by route template; what handlers do belongs to it. */
export function traceRequests(server: FastifyInstance): void {
  const { flush } = state;
  if (!flush) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  server.addHook('onRequest', (request, _, done) => {
    const { url = 'unknown' } = request.routeOptions;
    if (isOperations(url)) return done();
    const attributes = { 'http.request.method': request.method, 'http.route': url, 'alertledger.request_id': request.id };
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const span = tracer().startSpan(`${request.method} ${url}`, { kind: SpanKind.SERVER, attributes }, parent);
    spans.set(request, span);
    context.with(trace.setSpan(parent, span), done);
  });
  server.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
  });
  server.addHook('onClose', flush);
}

/** Names the span under way, for work that goes on in another process; undefined without one. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** Runs work as a span of its own, which goes on with the trace that {@link traceparent} named. */
export function traced<T>(name: string, parent: string | undefined, work: () => Promise<T>): Promise<T> {
  if (!state.flush) return work();
  const from: Context = parent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : context.active();
  return tracer().startActiveSpan(name, { kind: SpanKind.CONSUMER }, from, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** For the log: the trace that a line belongs to. */
export function traceFields(): { trace_id?: string } {
  const span = trace.getActiveSpan();
  return span ? { trace_id: span.spanContext().traceId } : {};
}
