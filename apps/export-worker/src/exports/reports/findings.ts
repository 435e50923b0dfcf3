import { type AvailabilityAsk, availabilityReport, burstsReport, interruptionsReport, suppressionReport, tuningReport } from '#reports';
import type { Column } from '../encode/columns.js';
import type { Job } from '../job.js';
import { askOf } from './ask-of.js';
import { asked } from './report-type.js';

const filtersOf = <Filters>({ filters }: Job): Filters => filters as Filters; // validated by the gateway
const integers = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'integer' }));
const objects = (...names: string[]): Column[] => names.map((name) => ({ name, kind: 'json' }));

/** The rows of GET /reports/availability. */
export const availability = asked(
  [
    { name: 'key', kind: 'text' },
    { name: 'organization_id', kind: 'text' },
    { name: 'bucket', kind: 'plain' },
    ...integers('alert_seconds'),
    { name: 'availability', kind: 'double' },
    ...integers('episodes', 'longest_seconds'),
  ],
  (asking, job, scope) => availabilityReport(asking, askOf(job, scope), filtersOf<AvailabilityAsk>(job)),
);

/** The rows of GET /reports/tuning. */
export const tuning = asked(
  [
    { name: 'alertname', kind: 'text' },
    ...integers('episodes', 'resolved', 'acknowledged', 'auto_resolved'),
    ...objects('duration', 'gap', 'for', 'keep_firing', 'suggestion'),
  ],
  (asking, job, scope) => tuningReport(asking, askOf(job, scope), filtersOf(job)),
);

/** The bursts of GET /reports/bursts. */
export const bursts = asked(
  [
    { name: 'alertname', kind: 'text' },
    { name: 'from', kind: 'instant' },
    { name: 'until', kind: 'instant' },
    ...integers('alerts', 'systems', 'organizations'),
  ],
  async function* (asking, job, scope) {
    for await (const rows of burstsReport(asking, askOf(job, scope), filtersOf(job)))
      yield rows.map(({ since, ...row }) => ({ ...row, from: since }));
  },
);

/** The buckets of GET /reports/interruptions, then its assignees. */
export const interruptions = asked(
  [{ name: 'bucket', kind: 'plain' }, { name: 'user_id', kind: 'text' }, ...integers('business', 'off', 'sleep')],
  async function* (asking, job, scope) {
    yield await interruptionsReport(asking, askOf(job, scope), filtersOf(job));
  },
);

/** The rows of GET /reports/suppression. */
export const suppression = asked(
  [
    { name: 'key', kind: 'text' },
    { name: 'bucket', kind: 'plain' },
    { name: 'creator', kind: 'text' },
    { name: 'comment', kind: 'text' },
    ...integers('alerts', 'suppressed_seconds', 'unseen'),
  ],
  (asking, job, scope, store) => suppressionReport(asking, store, askOf(job, scope), filtersOf(job)),
);
