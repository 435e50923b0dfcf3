import { freshnessWarnings } from '#metrics';

const now = 1_000_000_000;

test.each<[string, number | null, number, string[]]>([
  ['fresh counters', now - 1000, 0, []],
  ['exactly 5 minutes', now - 300_000, 0, []],
  ['a millisecond older', now - 300_001, 0, ['totals: stale data, oldest refresh 300s ago']],
  ['parts of a second are cut off', now - 363_999, 0, ['totals: stale data, oldest refresh 363s ago']],
  ['a refresh ahead of our clock', now + 900_000, 0, []],
  ['no rows at all', null, 3, ['totals: never refreshed for 3 organizations']],
  ['no organizations at all', null, 0, []],
  ['both', now - 7_200_000, 1, ['totals: stale data, oldest refresh 7200s ago', 'totals: never refreshed for 1 organizations']],
])('%s', (_, oldestRefresh, missing, warnings) => expect(freshnessWarnings({ oldestRefresh, missing }, now)).toEqual(warnings));
