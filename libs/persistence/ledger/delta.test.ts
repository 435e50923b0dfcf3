import { deltasOf } from './delta.js';
import { type Change, type Episode, NO_EPISODE } from './episode.js';

const at = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12) + minutes * 60_000);
const episode = (start: number, end: number | null, more: Partial<Episode> = {}): Episode => ({
  ...NO_EPISODE,
  id: 1,
  organization_id: 7,
  severity: 'critical',
  starts_at: at(start),
  ends_at: end === null ? null : at(end),
  recorded_at: end === null ? null : at(end),
  resolution: end === null ? null : 'webhook',
  ...more,
});
const quarter = (minutes: number): number => at(minutes).getTime() / 900_000;
const told = (...changes: Change[]) => deltasOf(changes).map(({ history, start_quarter }) => [history, start_quarter]);

test('nothing differs from itself, and what runs makes no difference', () => {
  expect(told({ before: episode(0, 5), after: episode(0, 5) })).toEqual([]);
  expect(told({ before: null, after: episode(0, null) }, { before: episode(5, null), after: null })).toEqual([]);
});

test('a resolution adds to the history under the start of its episode, also when that moves with it', () => {
  expect(told({ before: episode(30, null), after: episode(0, 35) })).toEqual([[1, quarter(0)]]);
});

test('a history row that is taken back, or changes its severity, keeps the start', () => {
  expect(told({ before: episode(0, 5), after: null })).toEqual([[-1, quarter(0)]]);
  expect(deltasOf([{ before: episode(0, 5), after: episode(0, 5, { severity: null }) }])).toEqual([
    { organization_id: 7, history: -1, recorded_quarter: quarter(0), start_quarter: quarter(0), severity: 'critical' },
    { organization_id: 7, history: 1, recorded_quarter: quarter(0), start_quarter: quarter(0), severity: null },
  ]);
});

test('differences of the same keys are appended as one, and those that cancel out not at all', () => {
  const ended = { before: null, after: episode(0, 5) };
  const elsewhere = { before: null, after: episode(0, 5, { organization_id: 8 }) };
  expect(deltasOf([ended, elsewhere, ended]).map((one) => [one.organization_id, one.history])).toEqual([
    [7, 2],
    [8, 1],
  ]);
  expect(deltasOf([ended, { before: episode(0, 5), after: null }])).toEqual([]);
});
