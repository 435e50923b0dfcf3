// What a number means. Pure: no clock, no database, nothing imported. Instants are epoch milliseconds unless a name says otherwise.
export { GROUPINGS, type Grouping, type LabelledRange, labelAt, labelledRanges, labelOfDay, quarterOf } from './buckets.js';
export { DAY_MS, dateOf, dateText, dayOf, isoWeekOf, QUARTER_MS, type Range, weekdayOf } from './civil.js';
export { type CivilTime, civilAt, dayAt, rangeOfDays, startOfDay } from './clock.js';
export { type Cover, coverOf, type Run } from './cover.js';
export { offsetAt } from './offsets.js';
export { isIanaShape, type ZoneNames, zoneForSql, zoneNames, zoneProblem } from './zones.js';
