import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { demoFleet } from '../demo/fleet.js';
import { Notifier, type WebhookTarget } from './notifier.js';
import { Plot } from './plot.js';
import { createAlertmanager } from './server.js';

export type SimulatorOptions = {
  /** 0: a free one. */
  readonly port: number;
  /** Id of the fleet's root organization. */
  readonly owner: string;
  readonly webhook?: WebhookTarget | undefined;
  /** Hears of batches that the webhook will never take. */
  readonly refused: (tenant: string, status: number) => void;
  readonly clock: () => Date;
};
export type Simulator = { readonly url: string; step(): Promise<void>; stop(): Promise<void> };

/** A multi-tenant Alertmanager in which the demo's story goes on, one `step()` at a time. */
export async function startSimulator({ port, owner, webhook, refused, clock }: SimulatorOptions): Promise<Simulator> {
  const plot = new Plot(demoFleet(owner));
  const notifier = webhook && new Notifier(webhook, refused);
  const server = createAlertmanager(plot.tenants, clock);
  // Before it listens: an empty list would read as "everything has resolved".
  play();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  function play(): void {
    plot.play(clock());
    for (const tenant of plot.tenants.values()) tenant.markProcessed();
  }
  return {
    url: `http://127.0.0.1:${taken}`,
    async step() {
      play();
      await notifier?.flush(plot.tenants.values(), clock());
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
