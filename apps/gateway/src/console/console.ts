import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';
import type { ClaimNames } from '../http/identity/token-claims.js';
import { type ConsoleFile, readFiles } from './files.js';
import { addPersonas, type Personas } from './personas.js';
import { pageHeaders } from './policy.js';
import type { Provider } from './provider.js';

/** The page for people: its files, and what it is told of this installation. */
export type ConsoleSettings = {
  /** Where `npm run build` puts it. */
  readonly dir: string;
  readonly version: string;
  /** What a token has to say here. */
  readonly auth: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly claims: ClaimNames;
  };
  /** Undefined: people sign in with a key or token. */
  readonly provider?: Provider;
  /** Undefined: nobody is handed a development token. */
  readonly personas?: Personas;
};

const CONFIG = { config: { needs: 'nothing' } } as const;
const ASSETS = '/console/assets/*';

/** /console, its files and its configuration; `GET /` leads browsers there. */
export function addConsole(server: FastifyInstance, settings: ConsoleSettings): void {
  const files = readFiles(settings.dir);
  server.get('/', CONFIG, (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) throw new Refusal('unknown-route');
    return reply.header('vary', 'accept').redirect('/console/');
  });
  const page = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    sendFile(request, reply.headers(pageHeaders(settings.provider)), fileOf(files, 'index.html'));
  server.get('/console', CONFIG, page);
  server.get('/console/*', CONFIG, (request, reply) => {
    if (/\.[^/]*$/.test(nameOf(request))) throw new Refusal('unknown-route');
    return page(request, reply);
  });
  server.get(ASSETS, CONFIG, (request, reply) =>
    sendFile(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), fileOf(files, `assets/${nameOf(request)}`)),
  );
  server.get('/console/config.json', CONFIG, () => configOf(settings));
  addPersonas(server, settings.personas);
}

const nameOf = (request: FastifyRequest): string => (request.params as { '*': string })['*'];

function fileOf(files: ReadonlyMap<string, ConsoleFile>, name: string): ConsoleFile {
  const file = files.get(name);
  if (!file) throw new Refusal('unknown-route');
  return file;
}

/** As small as the browser takes it. */
function sendFile({ headers }: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  const accepted = headers['accept-encoding'] ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) => accepted.includes(one) && file[one] !== undefined);
  if (encoding) reply.header('content-encoding', encoding);
  return reply
    .header('vary', 'accept-encoding')
    .type(file.type)
    .send((encoding && file[encoding]) ?? file.plain);
}

/** What the page reads first. Refuses with 503 while the identity provider has never answered. */
async function configOf({ auth, provider, personas, version }: ConsoleSettings): Promise<object> {
  const about = { ...auth, personas: personas !== undefined, version };
  return { ...about, ...(provider ? await provider.describe() : { client_id: null, endpoints: null }) };
}
