import { Counter, Gauge } from 'prom-client';
import { registry } from '#runtime';

export const open = new Gauge({ name: 'alertledger_streams_open', help: 'Live streams that are open', registers: [registry] });
export const sent = new Counter({
  name: 'alertledger_stream_events_total',
  help: 'Events written to live streams',
  labelNames: ['event'],
  registers: [registry],
});
export const ended = new Counter({
  name: 'alertledger_streams_ended_total',
  help: 'Live streams that ended, by reason; `gone`: the caller hung up or did not read',
  labelNames: ['reason'],
  registers: [registry],
});
export const lag = new Gauge({
  name: 'alertledger_stream_lag_seconds',
  help: 'How long what changed had waited when this gateway last read it, or, when it cannot read, since when it could not',
  registers: [registry],
});
