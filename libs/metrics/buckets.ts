// Buckets are labels of civil dates, not instants: an hour that a zone lives twice belongs to whatever date its clocks show.
import { DAY_MS, dateOf, dateText, dayOf, isoWeekOf, QUARTER_MS, type Range, twoDigits, weekdayOf, yearText } from './civil.js';
import { dayAt } from './clock.js';
import { type Stretch, stretches } from './offsets.js';

export const GROUPINGS = ['DAY', 'WEEK', 'MONTH'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The quarter hour of an instant (epoch ms) as a number: floor(epoch seconds / 900), also before 1970. */
export const quarterOf = (instant: number): number => Math.floor(instant / QUARTER_MS);

const MOST_LABELS = 20_000;
const labels: Readonly<Record<Grouping, Map<number, string>>> = { DAY: new Map(), WEEK: new Map(), MONTH: new Map() };

/** The label of a civil day (day number): `2021-08-01`, `2021-W12` (ISO week-year), `2021-08`. */
export function labelOfDay(day: number, grouping: Grouping): string {
  const known = labels[grouping].get(day);
  if (known !== undefined) return known;
  if (labels[grouping].size >= MOST_LABELS) labels[grouping].clear();
  const label = writeLabel(day, grouping);
  labels[grouping].set(day, label);
  return label;
}

function writeLabel(day: number, grouping: Grouping): string {
  if (grouping === 'DAY') return dateText(day);
  if (grouping === 'MONTH') return dateText(day).slice(0, -'-01'.length);
  const { year, week } = isoWeekOf(day);
  return `${yearText(year)}-W${twoDigits(week)}`;
}

/** The bucket of an instant (epoch ms) in a zone that has passed `zoneProblem`. */
export const labelAt = (instant: number, zone: string, grouping: Grouping): string => labelOfDay(dayAt(instant, zone), grouping);

/** A half-open part of a range (epoch ms) whose instants all carry the label. */
export type LabelledRange = Range & { readonly label: string };

/**
 * Cuts `[from, until)` by bucket: ascending, without gaps or overlaps, neighbours differ in label. A label comes twice where civil time
 * goes back over midnight (St. John's, 2009-11-01 00:01), so add up by label. A bucket that no instant of the range lies in is not there.
 */
export function labelledRanges(range: Range, zone: string, grouping: Grouping): LabelledRange[] {
  const found: LabelledRange[] = [];
  for (const stretch of stretches(range, zone)) {
    for (const next of labelsWithin(stretch, grouping)) {
      const last = found.at(-1);
      if (last?.label === next.label) found[found.length - 1] = { ...last, until: next.until };
      else found.push(next);
    }
  }
  return found;
}

function* labelsWithin({ from, until, offset }: Stretch, grouping: Grouping): Generator<LabelledRange> {
  for (let cursor = from; cursor < until; ) {
    const day = Math.floor((cursor + offset) / DAY_MS);
    const end = Math.min(until, firstDayAfter(day, grouping) * DAY_MS - offset);
    yield { label: labelOfDay(day, grouping), from: cursor, until: end };
    cursor = end;
  }
}

/** The first day of the bucket after the one that the day lies in. */
function firstDayAfter(day: number, grouping: Grouping): number {
  if (grouping === 'DAY') return day + 1;
  if (grouping === 'WEEK') return day - weekdayOf(day) + 7;
  const { year, month } = dateOf(day);
  return dayOf(year, month + 1, 1);
}
