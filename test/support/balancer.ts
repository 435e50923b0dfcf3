import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOOK_MS = 20;

/** A balancer as simple as they come: in turn to every target that says it is ready, connections kept, nothing is tried twice. */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
  private readonly timer = setInterval(() => this.look(), LOOK_MS);
  private readonly targets = new Map<string, boolean>();
  private turn = 0;

  /** Where it listens. */
  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(target: string): void {
    this.targets.set(target, false);
  }

  remove(target: string): void {
    this.targets.delete(target);
  }

  get ready(): string[] {
    return [...this.targets].filter(([, isReady]) => isReady).map(([target]) => target);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.agent.destroy();
    this.server.closeAllConnections();
    await once(this.server.close(), 'close');
  }

  private async look(): Promise<void> {
    const asked = [...this.targets.keys()];
    const answers = await Promise.all(
      asked.map((target) =>
        fetch(`${target}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    asked.forEach((target, i) => {
      if (this.targets.has(target)) this.targets.set(target, answers[i] ?? false);
    });
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.turn += 1;
    const target = this.ready[this.turn % this.ready.length];
    if (target) this.send(target, incoming, outgoing);
    else outgoing.writeHead(502).end();
  }

  private send(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers } = incoming;
    const upstream = request(target + incoming.url, { method, headers, agent: this.agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502);
      answer.pipe(outgoing);
    });
    upstream.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    incoming.pipe(upstream);
  }
}
