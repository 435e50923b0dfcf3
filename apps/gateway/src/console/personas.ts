import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';

/** Development tokens for whoever opened the link that `npm start` printed. */
export type Personas = {
  /** In the fragment of that link. */
  readonly secret: string;
  /** A token for the first organization of a level; undefined where there is none. */
  token(level: string): Promise<{ readonly token: string; readonly organization: string; readonly expires_at: string } | undefined>;
};

/** POST /console/personas/{level}. Behind a proxy every other sign looks local, so the secret decides last. */
export function addPersonas(server: FastifyInstance, personas: Personas | undefined): void {
  server.post('/console/personas/:level', { config: { needs: 'nothing', body: 'nothing' } }, async (request) => {
    if (!personas) throw new Refusal('not-found');
    const { level } = request.params as { level: string };
    if (!isOwnPage(request) || !isSecret(request.headers['x-console-secret'], personas.secret)) throw new Refusal('persona-refused');
    const found = await personas.token(level);
    if (!found) throw new Refusal('not-found');
    return found;
  });
}

/** From a page of this machine's own: its peer, the name it was called by (a foreign one may have been rebound to us), and the page that asks. */
const isOwnPage = ({ socket, headers }: FastifyRequest): boolean =>
  isLoopback(socket.remoteAddress ?? '') && isLoopback(hostOf(headers.host ?? '')) && headers['sec-fetch-site'] === 'same-origin';

/** Without the port, and without the brackets of IPv6. */
const hostOf = (host: string): string => /^\[([^\]]+)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, '');

export const isLoopback = (host: string): boolean => {
  const plain = host.toLowerCase().replace(/^::ffff:/, '');
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
};

const isSecret = (shown: unknown, secret: string): boolean =>
  typeof shown === 'string' && timingSafeEqual(digestOf(shown), digestOf(secret));
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
