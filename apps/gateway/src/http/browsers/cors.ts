import type { FastifyInstance, FastifyReply } from 'fastify';

/** What a page may read of our answers besides the body. */
const EXPOSED = [
  ...['RateLimit', 'RateLimit-Policy', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'Retry-After'],
  ...['Location', 'Link', 'ETag', 'Content-Disposition', 'x-request-id'],
].join(', ');
const REQUEST_HEADERS =
  'authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, mcp-protocol-version, range, x-api-key';
const KEPT_SECONDS = 600;

/** Lets pages of these origins call, and says nothing to others. To be added before anything that refuses, so that refusals can be read as well. */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  const routes = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ method, url }) => {
    const methods = routes.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    routes.set(url, methods);
  });
  let known: readonly [RegExp, readonly string[]][] | undefined;
  const methodsOf = (path: string): readonly string[] => {
    known ??= [...routes].map(([url, methods]) => [patternOf(url), [...methods]]);
    return [...new Set(known.flatMap(([pattern, methods]) => (pattern.test(path) ? methods : [])))].sort();
  };
  server.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !origins.includes(origin)) return undefined;
    reply.headers({ 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED });
    if (request.method !== 'OPTIONS') return undefined;
    const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
    return methods.length > 0 ? preflight(reply, methods) : undefined;
  });
}

const preflight = (reply: FastifyReply, methods: readonly string[]): FastifyReply =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': String(KEPT_SECONDS),
    })
    .send();

/** `/alerts/:id` and `/console/*` as they match a path. */
function patternOf(url: string): RegExp {
  const parts = url
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${parts}/?$`);
}
