// What a number means. Pure: no clock, no database, nothing imported. Instants are epoch milliseconds unless a name says otherwise.
export { GROUPINGS, type Grouping, type LabelledRange, labelAt, labelledRanges, labelOfDay, quarterOf } from './buckets.js';
export { DAY_MS, dateOf, dateText, dayOf, isoWeekOf, QUARTER_MS, type Range, weekdayOf } from './civil.js';
export { type CivilTime, civilAt, dayAt, rangeOfDays, startOfDay } from './clock.js';
export { type Cover, coverOf, type Run } from './cover.js';
export {
  type DurationSummary,
  durationMs,
  halfUp,
  meanSeconds,
  meanSecondsBetween,
  meanSecondsOf,
  nearestRank,
  PERCENTILES,
  secondsOf,
  summaryOf,
} from './durations.js';
export { FORMULAS, type Formula } from './formulas.js';
export { type HourKind, type HourPiece, type Hours, hourPieces, hoursProblem, isWithin, parseHours } from './hours.js';
export { instantText } from './instant-text.js';
export { type Episode, heatmapOf, isFlapping, mostChanges, type Refires, refiresOf, shareOf, shareWithin } from './noise.js';
export { offsetAt } from './offsets.js';
export {
  dateProblem,
  EARLIEST_START,
  FIRST_INSTANT,
  futureProblem,
  instantProblem,
  monthProblem,
  orderProblem,
  parseDate,
  parseInstant,
  rangeBefore,
  reportRangeProblem,
  usageRangeProblem,
  yearAfter,
  yearProblem,
} from './ranges.js';
export { freshnessWarnings, HISTORY_UNAVAILABLE, MUTED_UNKNOWN, TOTALS_UNAVAILABLE } from './staleness.js';
export { deltaPercentage, TREND_PERIODS, type Trend, type TrendPeriod, type TrendWindow, trendOf, trendWindow } from './trend.js';
export { isIanaShape, type ZoneNames, zoneForSql, zoneNames, zoneProblem } from './zones.js';
