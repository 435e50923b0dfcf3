import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '#runtime';

const registers = [registry];

export const polls = new Counter({
  name: 'alertledger_refresh_polls_total',
  help: 'Polls of tenants: saved, outdated by a newer answer, failed for want of a usable answer, or unsaved for want of the database',
  labelNames: ['outcome'],
  registers,
});
export const pollDuration = new Histogram({
  name: 'alertledger_refresh_poll_duration_seconds',
  help: 'Time from asking a tenant to its answer, saved',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers,
});
export const lastTick = new Gauge({
  name: 'alertledger_refresh_last_tick_timestamp_seconds',
  help: 'When this replica last finished its share of a tick',
  registers,
});
export const unplaced = new Counter({
  name: 'alertledger_refresh_unplaced_alerts_total',
  help: 'Alerts in answers that belong to no organization of their tenant; the same alert counts at every poll',
  registers,
});
