import type { Change, Episode } from './episode.js';

const QUARTER_MS = 900_000;
/** The 15 minutes an instant lies in, counted from the epoch. Days of nearly all time zones begin with one; #metrics covers the few that do not. */
export const quarterOf = (at: Date): number => Math.floor(at.getTime() / QUARTER_MS);

/** A row of ledger_delta: the signed difference a change makes to every number we serve. */
export type Delta = HistoryPart & ReportPart & { organization_id: number };
type HistoryPart = { history: number; recorded_quarter: number | null; severity: string | null };
type ReportKey = { start_quarter: number; source_id: number; policy_id: number; number: string; priority: string };
type ReportPart = ReportKey & { n: number; acknowledged: number; tta_ms: number; resolved: number; ttr_ms: number };

const NO_HISTORY: HistoryPart = { history: 0, recorded_quarter: null, severity: null };
const NO_REPORT: ReportPart = {
  start_quarter: 0,
  source_id: 0,
  policy_id: 0,
  number: '',
  priority: '',
  n: 0,
  acknowledged: 0,
  tta_ms: 0,
  resolved: 0,
  ttr_ms: 0,
};
const NO_DELTA: Delta = { organization_id: 0, ...NO_REPORT, ...NO_HISTORY };

/** Milliseconds from start to acknowledgement; a negative one counts as 0, a missing one is null. */
export const ttaOf = ({ starts_at, acknowledged_at }: Episode): number | null =>
  acknowledged_at && Math.max(0, acknowledged_at.getTime() - starts_at.getTime());
/** Milliseconds from start to end; null while open. */
export const ttrOf = ({ starts_at, ends_at }: Episode): number | null => ends_at && Math.max(0, ends_at.getTime() - starts_at.getTime());

/** Old row against new row, so that a replay yields none. */
export function deltasOf({ before, after }: Change): Delta[] {
  const episode = after ?? before;
  if (!episode) return [];
  const history = differ(before && historyPart(before), after && historyPart(after), ['history']);
  const report = differ(before && reportPart(before), after && reportPart(after), ['n', 'acknowledged', 'tta_ms', 'resolved', 'ttr_ms']);
  const still: ReportPart = { ...reportPart(episode), n: 0, acknowledged: 0, tta_ms: 0, resolved: 0, ttr_ms: 0 };
  // A history row tells the start of its own episode: one that is added goes with the newer start when the start has moved.
  const shift = history.length === 1 && report.length === 2 && (history[0]?.history ?? 0) > 0 ? 1 : 0;
  return Array.from({ length: Math.max(history.length + shift, report.length) }, (_, i) => ({
    ...NO_DELTA,
    organization_id: episode.organization_id,
    ...(report[i] ?? still),
    ...(history[i - shift] ?? NO_HISTORY),
  }));
}

/** Deltas of the same keys as one; what cancels out is left out. */
export function merged(deltas: readonly Delta[]): Delta[] {
  const byKey = new Map<string, Delta>();
  for (const one of deltas) {
    const key = keyOf(one, MEASURES);
    const sum = byKey.get(key);
    if (!sum) byKey.set(key, { ...one });
    else for (const name of MEASURES) sum[name] += one[name];
  }
  return [...byKey.values()].filter((one) => MEASURES.some((name) => one[name] !== 0));
}

const MEASURES = ['history', 'n', 'acknowledged', 'tta_ms', 'resolved', 'ttr_ms'] as const;

const historyPart = ({ recorded_at, severity }: Episode): HistoryPart | null =>
  recorded_at && { history: 1, recorded_quarter: quarterOf(recorded_at), severity };

const reportPart = (episode: Episode): ReportPart => {
  const [tta, ttr] = [ttaOf(episode), ttrOf(episode)];
  const { source_id, policy_id, number, priority, starts_at } = episode;
  const counts = { n: 1, acknowledged: tta === null ? 0 : 1, tta_ms: tta ?? 0, resolved: ttr === null ? 0 : 1, ttr_ms: ttr ?? 0 };
  return { ...NO_REPORT, start_quarter: quarterOf(starts_at), source_id, policy_id, number, priority, ...counts };
};

/** One row of differences when the keys agree, two (the old taken back, the new added) when they do not, none when nothing differs. */
function differ<T extends object>(before: T | null, after: T | null, measures: readonly (keyof T)[]): T[] {
  if (before && after && keyOf(before, measures) === keyOf(after, measures)) {
    const difference = { ...after };
    for (const name of measures) difference[name] = (Number(after[name]) - Number(before[name])) as T[keyof T];
    return measures.some((name) => difference[name] !== 0) ? [difference] : [];
  }
  return [...(before ? [negated(before, measures)] : []), ...(after ? [after] : [])];
}

const keyOf = <T extends object>(part: T, measures: readonly (keyof T)[]): string =>
  JSON.stringify(Object.entries(part).filter(([name]) => !measures.includes(name as keyof T)));

function negated<T extends object>(part: T, measures: readonly (keyof T)[]): T {
  const opposite = { ...part };
  for (const name of measures) opposite[name] = -Number(part[name]) as T[keyof T];
  return opposite;
}
