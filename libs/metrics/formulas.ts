// GET /reports/definitions: what every number means, in the words of this product. A changed formula changes its sentence here.

export type Unit = 'alerts' | 'seconds' | 'share' | 'percent' | 'label' | 'series' | 'users' | 'sessions' | 'calls' | 'range';

/** `name` as the answers and parameters spell it, `unit` of the number, `formula` one sentence that defines it. */
export type Formula = { readonly name: string; readonly unit: Unit; readonly formula: string };

const define = (unit: Unit, definitions: Readonly<Record<string, string>>): Formula[] =>
  Object.entries(definitions).map(([name, formula]) => ({ name, unit, formula }));

/** Every definition; names are unique. */
export const FORMULAS: readonly Formula[] = [
  ...define('label', {
    DAY: 'The civil date of the alert’s start in the time zone, such as 2021-08-01.',
    WEEK: 'The ISO 8601 week of that civil date with the year of the week, such as 2021-W12; 2021-01-01 is in 2020-W53.',
    MONTH: 'The calendar month of that civil date, such as 2021-08.',
  }),
  ...define('range', {
    range:
      'From the instant `from`, included, to the instant `until`, excluded, to the millisecond; an alert belongs to the range its start lies in.',
    previous: 'The equally long range that ends where the range begins.',
  }),
  ...define('alerts', {
    count: 'Alerts that started in the range.',
    open: 'Alerts of the range that are not resolved.',
    acknowledged: 'Alerts of the range that were ever acknowledged: the first assignment to a person or the first acceptance.',
    resolved: 'Alerts of the range that are resolved.',
    auto_resolved: 'Resolved alerts of the range that were never acknowledged, assigned or closed by a person.',
    active: 'Alerts open at the last refresh, of any severity, muted and inhibited ones included.',
    muted: 'Active alerts under at least one silence.',
    history: 'Resolved alerts in scope, whenever they started.',
    current_total: 'Resolved alerts recorded on the last `period` civil days of the time zone, today included.',
    previous_total: 'Resolved alerts recorded on the `period` civil days before those.',
    delta: 'current_total minus previous_total.',
    top_alertnames: 'The 10 alert names with the most alerts of the range, by falling number, then by name.',
    top_systems: 'The 10 systems with the most alerts of the range, by falling number, then by key.',
    groups:
      'The same figures for the alerts with each value of the label `group-by-label`, empty for those without it: the 100 values with the most alerts, by falling number, then by value.',
    group_count: 'Values of the label among the alerts of the range, those that are not shown included.',
    heatmap: 'Alerts of the range by weekday (Monday first) and hour (0 to 23) that the clocks of the time zone showed at their start.',
  }),
  ...define('seconds', {
    mtta: 'Mean of first acknowledgement minus start over the acknowledged alerts; the mean is taken over milliseconds and rounded half up once, a negative duration counts as 0, alerts without an acknowledgement are left out, without any the figure is absent.',
    mttr: 'Mean of resolution minus start over the resolved alerts, by the same rules as mtta.',
    mttr_seconds: 'mttr over the alerts in scope of the range of dates.',
    mtbf_seconds:
      'Seconds from the first start to the last start of the range divided by the number of alerts minus one, rounded half up; absent below two alerts.',
    mean: 'Sum of the durations in milliseconds over their number n, in seconds, rounded half up once.',
    min: 'The shortest duration, rounded half up to seconds.',
    max: 'The longest duration, rounded half up to seconds.',
    p50: 'The duration at rank ceil(0.50 × n) in ascending order (nearest rank, PostgreSQL percentile_disc), rounded half up to seconds.',
    p90: 'The duration at rank ceil(0.90 × n) in ascending order (nearest rank), rounded half up to seconds.',
    p95: 'The duration at rank ceil(0.95 × n) in ascending order (nearest rank), rounded half up to seconds.',
    p99: 'The duration at rank ceil(0.99 × n) in ascending order (nearest rank), rounded half up to seconds.',
  }),
  ...define('seconds', {
    alert_seconds:
      'Length of the union, however they overlap, of the alerts of a key within a bucket, from start to end, those that are not resolved until the end of the range; alerts that began before the range count within it.',
    longest_seconds: 'Length of the longest stretch of that union.',
    duration: 'Percentiles of end minus start over the resolved alerts of the name that began in the range.',
    suppressed_seconds:
      'Seconds within the bucket for which a silence, an inhibiting alert or a mute time held alerts, of all these alerts added up: from when it was first seen to hold an alert (from the start of one that was held when it was first seen) until it did no more or the alert ended; a silence holds no longer than it lasted.',
    gap: 'Percentiles of the next start in the series minus the end, over the alerts of the name that began in the range, are resolved and were followed by another; an overlap counts as 0.',
  }),
  ...define('alerts', {
    episodes:
      'Alerts that overlap the bucket, one without length where it began (availability), or of the name that began in the range (tuning).',
    for: 'For each time: the resolved alerts that were shorter, which a `for` so much longer would have avoided, and how many of those were acknowledged (lost).',
    keep_firing:
      'For each time: the alerts that began at most so long after the end of the one before in their series, whenever that began, which a `keep_firing_for` so long would have avoided.',
    bursts:
      'Stretches in which at least `minimum` different systems began the same alert name, each start at most `window` seconds after the one before; only starts in the range are looked at.',
    alerts:
      'Alerts of the stretch (bursts), or that the silence, inhibiting alert or mute time held for some time of the bucket, wherever they began (suppression).',
    unseen: 'Of those alerts (suppression) the resolved ones that it held from their start to their end.',
    rest: 'All other alerts of the range, where there are more groups (series).',
    outside: 'The figures of insights over the alerts of the range that belong to no burst.',
    business: 'Alerts of priority HIGH that began in hours of `business` and not of `sleep`, by the clocks of the time zone.',
    sleep: 'Alerts of priority HIGH that began in hours of `sleep`.',
    off: 'Alerts of priority HIGH that began at other hours.',
  }),
  ...define('share', {
    availability: 'One minus alert_seconds over the seconds of the bucket that lie in the range, from milliseconds, 6 decimals.',
  }),
  ...define('label', {
    suggestion:
      'The first that holds. delete: none of at least 50 alerts was acknowledged or taken in charge, and at least 95 % resolved by themselves. for: of the times that lose at most 2 % of the acknowledged and avoid at least 20 % of the alerts, the shortest that avoids at least 90 % of what the longest avoids. keep_firing_for: the shortest that avoids at least 20 %. None below 10 alerts; neither delete nor for where nothing of what is asked for was acknowledged.',
  }),
  ...define('series', {
    flapping:
      'Series (alerts of one organization and fingerprint) with more than 2 changes, that is starts or resolutions, within some 30 minutes: the third comes less than 30 minutes after the first.',
  }),
  ...define('percent', {
    delta_percentage: 'delta divided by previous_total times 100, 2 decimals, halves away from zero; 0 when previous_total is 0.',
  }),
  ...define('share', {
    refire_rate:
      'Resolved alerts after which the same series started again less than 24 hours after the resolution, divided by the resolved alerts; 4 decimals, absent without resolved alerts.',
    within_mtta_target:
      'Acknowledged alerts acknowledged at most `mtta-target` seconds after their start, divided by the acknowledged alerts; 4 decimals.',
    within_mttr_target:
      'Resolved alerts resolved at most `mttr-target` seconds after their start, divided by the resolved alerts; 4 decimals.',
  }),
  ...define('calls', { calls: 'Authenticated requests of a user to endpoints of a resource scope on a civil day of the time zone.' }),
  ...define('users', {
    total_users: 'Users that existed at any moment of the range of UTC dates.',
    active_users: 'Of total_users, those with a session that starts or an API call that happens in the range.',
  }),
  ...define('sessions', { total_sessions: 'Sessions that start in the range of UTC dates.' }),
];
