import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Grouping, secondsOf } from '#metrics';
import { type Asking, askedBinds, bucketBinds, type ReportAsk, reportQuestion } from '../asked.js';

export const AVAILABILITY_KEYS = ['system', 'organization', 'alertname'] as const;
export type AvailabilityKey = (typeof AVAILABILITY_KEYS)[number];

/** Of a key in a bucket in which it had an alert. Whole seconds; the availability is a share with 6 decimals. */
export type AvailabilityRow = {
  readonly key: string;
  /** Of a system. */
  readonly organization_id?: string;
  readonly bucket: string;
  readonly alert_seconds: number;
  readonly availability: number;
  readonly episodes: number;
  readonly longest_seconds: number;
};
export type AvailabilityAsk = {
  readonly by: AvailabilityKey;
  readonly 'group-by': Grouping | 'NONE';
  readonly severity?: string[];
  readonly exclude?: 'silenced';
};

type Row = { bucket: string; key: string; organization_id: string; episodes: number; wrong: number; longest: number };
type Binds = { severity: string[]; labels: string[]; froms: number[]; untils: number[] };

const UNSILENCED = readFileSync(fileURLToPath(new URL('./unsilenced.duck.sql', import.meta.url)), 'utf8');
const KEYS: Readonly<Record<AvailabilityKey, Readonly<Record<string, string>>>> = {
  system: {},
  organization: { key: 'o.public_id', organization: "''" },
  alertname: { key: 'a.alertname', organization: "''" },
};
const asked = (key: AvailabilityKey) => ({
  all: reportQuestion<Row, Binds>(import.meta.url, './availability.duck.sql', KEYS[key]),
  silenced: reportQuestion<Row, Binds>(import.meta.url, './availability.duck.sql', { ...KEYS[key], counting: UNSILENCED }),
});
const questions = { system: asked('system'), organization: asked('organization'), alertname: asked('alertname') } as const;

/** A row for every key and bucket with an alert, by bucket, then key. */
export async function* availabilityReport(asking: Asking, ask: ReportAsk, how: AvailabilityAsk): AsyncGenerator<AvailabilityRow[]> {
  const buckets = bucketBinds(ask, how['group-by']);
  const lengths = new Map<string, number>();
  buckets.labels.forEach((label, i) => {
    lengths.set(label, (lengths.get(label) ?? 0) + (buckets.untils[i] ?? 0) - (buckets.froms[i] ?? 0));
  });
  const binds = { ...askedBinds(ask), ...buckets, severity: how.severity ?? [] };
  for await (const rows of asking(questions[how.by][how.exclude ?? 'all'], binds))
    yield rows.map((row) => shown(row, how.by, lengths.get(row.bucket) ?? 1));
}

const shown = ({ bucket, key, organization_id, episodes, wrong, longest }: Row, by: AvailabilityKey, length: number): AvailabilityRow => ({
  key,
  ...(by === 'system' && { organization_id }),
  bucket,
  alert_seconds: secondsOf(wrong),
  availability: Math.round((1 - wrong / length) * 1e6) / 1e6,
  episodes,
  longest_seconds: secondsOf(longest),
});
