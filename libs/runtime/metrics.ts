import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics. Names follow Prometheus conventions; no label ever holds a tenant or an organization. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const httpDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the request line to the last byte of the answer, by route template',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10],
  registers: [registry],
});

export type Connections = { readonly used: number; readonly idle: number; readonly waiting: number };

/** Exports how the process's pool of database connections stands, read at each scrape. */
export function watchConnections(read: () => Connections): void {
  const connections = new Gauge({
    name: 'alertledger_database_connections',
    help: 'Connections of the pool to PostgreSQL: used or idle',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      const { used, idle } = read();
      connections.set({ state: 'used' }, used);
      connections.set({ state: 'idle' }, idle);
    },
  });
  const waiting = new Gauge({
    name: 'alertledger_database_waiting_requests',
    help: 'Pieces of work that wait for a connection of the pool',
    registers: [registry],
    collect: () => {
      waiting.set(read().waiting);
    },
  });
}
