import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Key and certificate of `localhost` and `receiver.example`, for tests alone. */
export const CERTIFICATE = path.resolve(__dirname, '..', 'servers', 'localhost.pem');
const pem = readFileSync(CERTIFICATE, 'utf8');

export type Received = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A real HTTPS server that keeps what it is sent. Its answer is 204 unless `answer` gives another. */
export class Receiver {
  readonly received: Received[] = [];
  connections = 0;
  answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end();
  readonly ca = pem;
  private readonly server: Server;

  private constructor() {
    this.server = createServer({ key: pem, cert: pem }, (request, response) => void this.take(request, response));
    this.server.on('connection', () => {
      this.connections += 1;
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((listening) => receiver.server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.received.push({ url: request.url ?? '', headers: request.headers, body: await text(request) });
    this.answer(response);
  }
}
