import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Dialect } from './alerts-dialect.js';
import { Refusal, type RefusalCode } from './refusals.js';

const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-too-slow',
};

/** Answers what the parser could make no request of. Which family it was meant for nobody knows. */
export const answerBroken =
  (dialect: Dialect) =>
  (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { code, status, message } = new Refusal(BY_CODE[error.code ?? ''] ?? 'malformed-request');
    const body = JSON.stringify(dialect.refuse(status, message, [{ key: 'request', message, value: null }], code));
    const headers = ['Content-Type: application/json; charset=utf-8', 'X-Content-Type-Options: nosniff', 'Cache-Control: no-store'];
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  };

/** What Node would answer by itself and without a word: a request that does not name one host, and one that expects what there is not. */
export function answerOdd(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw }: FastifyRequest) => {
    const hosts = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length;
    if (hosts > 1 || (hosts === 0 && raw.httpVersion === '1.1')) throw Refusal.field('Host', 'must stand in the request once', hosts);
  });
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
}
