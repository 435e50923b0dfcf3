import { deltasOf, merged } from './delta.js';
import type { Episode } from './episode.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12) + minutes * 60_000);
const episode = (start: number, end: number | null, more: Partial<Episode> = {}): Episode => ({
  id: 1,
  organization_id: 7,
  fingerprint: 'a',
  alertname: 'DiskFull',
  severity: 'critical',
  system_key: null,
  starts_at: at(start),
  ends_at: end === null ? null : at(end),
  recorded_at: end === null ? null : at(end),
  acknowledged_at: null,
  resolution: end === null ? null : 'webhook',
  origin: 'alertmanager',
  state: 'active',
  silenced_by: [],
  inhibited_by: [],
  absorbed: [],
  last_seen_at: at(start),
  missed: 0,
  receiver: null,
  priority: 'HIGH',
  source_id: 1,
  policy_id: 1,
  number: '',
  labels: {},
  annotations: {},
  closed_by: null,
  close_reason: null,
  memo: '',
  assigned_to: null,
  ...more,
});
const quarter = (minutes: number): number => at(minutes).getTime() / 900_000;
const told = (before: Episode | null, after: Episode | null) =>
  deltasOf({ before, after }).map(({ history, n, start_quarter }) => ({ history, n, start_quarter }));

test('nothing differs from itself', () => {
  expect(told(episode(0, 5), episode(0, 5))).toEqual([]);
});

test('a resolution adds to the history under the start of its episode', () => {
  expect(told(episode(0, null), episode(0, 5))).toEqual([{ history: 1, n: 0, start_quarter: quarter(0) }]);
});

test('one whose start moves with the resolution counts under the new start, and no longer under the old one', () => {
  expect(told(episode(30, null), episode(0, 35))).toEqual([
    { history: 0, n: -1, start_quarter: quarter(30) },
    { history: 1, n: 1, start_quarter: quarter(0) },
  ]);
});

test('a history row that is taken back, or changes its severity, keeps the start', () => {
  expect(told(episode(0, 5), null)).toEqual([{ history: -1, n: -1, start_quarter: quarter(0) }]);
  expect(told(episode(0, 5), episode(0, 5, { severity: 'info' }))).toEqual([
    { history: -1, n: 0, start_quarter: quarter(0) },
    { history: 1, n: 0, start_quarter: quarter(0) },
  ]);
});

test('differences of the same keys are appended as one, and those that cancel out not at all', () => {
  const opened = deltasOf({ before: null, after: episode(0, null) });
  const gone = deltasOf({ before: episode(0, null), after: null });
  const elsewhere = deltasOf({ before: null, after: episode(0, null, { organization_id: 8 }) });
  expect(merged([...opened, ...opened, ...elsewhere])).toEqual([{ ...opened[0], n: 2 }, ...elsewhere]);
  expect(merged([...opened, ...gone])).toEqual([]);
});
