import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

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
