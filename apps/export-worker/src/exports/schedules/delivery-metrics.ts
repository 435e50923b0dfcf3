import { Counter } from 'prom-client';
import { registry } from '#runtime';
import { KINDS } from './delivery.js';

export const deliveries = new Counter({
  name: 'alertledger_report_deliveries_total',
  help: 'Tries to bring a scheduled report to somebody, by kind of recipient: delivered, to be retried, or given up',
  labelNames: ['kind', 'outcome'],
  registers: [registry],
});
for (const kind of KINDS) for (const outcome of ['delivered', 'to-be-retried', 'given-up']) deliveries.inc({ kind, outcome }, 0);
