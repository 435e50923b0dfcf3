import { flag, ids, many, one, text, whole } from '../../search/codecs';
import { useLinks, useView } from '../../search/view';

export const TABS = ['volume', 'response', 'noise', 'heatmap', 'availability', 'tuning', 'bursts', 'interruptions', 'suppression'] as const;
export type Tab = (typeof TABS)[number];

/** What can be asked beyond what all reports take. */
type Extra = 'bucket' | 'group' | 'key' | 'holder' | 'severity' | 'exclude' | 'burst' | 'hours' | 'priority';

/** What each report can be asked, which definitions it rests on, and the export that writes it. */
export const REPORTS: Readonly<
  Record<Tab, { readonly asks: readonly Extra[]; readonly means: readonly string[]; readonly exported: string }>
> = {
  volume: { asks: ['bucket', 'group', 'priority'], means: ['count', 'range', 'previous', 'DAY', 'WEEK', 'MONTH'], exported: 'alerts' },
  response: {
    asks: ['bucket', 'priority'],
    means: ['mtta', 'mttr', 'mean', 'acknowledged', 'resolved', 'auto_resolved', 'previous'],
    exported: 'alerts-summary',
  },
  noise: { asks: ['priority'], means: ['flapping', 'refire_rate', 'open', 'top_alertnames', 'top_systems'], exported: 'alerts' },
  heatmap: { asks: ['priority'], means: ['heatmap', 'range'], exported: 'alerts' },
  availability: {
    asks: ['key', 'bucket', 'severity', 'exclude', 'priority'],
    means: ['availability', 'alert_seconds', 'longest_seconds', 'episodes'],
    exported: 'availability',
  },
  tuning: {
    asks: ['priority'],
    means: ['episodes', 'duration', 'gap', 'for', 'keep_firing', 'suggestion', 'auto_resolved'],
    exported: 'tuning',
  },
  bursts: { asks: ['burst', 'priority'], means: ['bursts', 'outside'], exported: 'bursts' },
  suppression: {
    asks: ['holder', 'bucket', 'priority'],
    means: ['alerts', 'suppressed_seconds', 'unseen'],
    exported: 'suppression',
  },
  interruptions: { asks: ['hours', 'bucket'], means: ['business', 'off', 'sleep'], exported: 'interruptions' },
};

export const SCHEMA = {
  tab: one(...TABS),
  'group-by': one('', 'NONE', 'DAY', 'WEEK', 'MONTH'),
  by: one('', 'organization', 'source', 'policy', 'severity', 'system', 'alertname', 'silence', 'inhibitor', 'mute'),
  priority: one('ALL', 'LOW', 'HIGH'),
  severity: many('critical', 'warning', 'info'),
  exclude: one('', 'silenced'),
  window: whole(300, 3_600),
  minimum: whole(10, 1_000),
  outside: flag(),
  business: text(100),
  sleep: text(100),
  filter: ids(20),
  sources: ids(100),
  policies: ids(100),
  numbers: ids(100),
  cursor: text(4_000),
  page: whole(1),
};

/** What every report is asked, as its parameters spell it. */
export function useAsked() {
  const { values, scope, range, zone } = useView(SCHEMA);
  const { filter, sources, policies, numbers } = values;
  return {
    ...scope,
    from: new Date(range.from).toISOString(),
    until: new Date(range.until).toISOString(),
    timezone: zone,
    ...(values.tab !== 'interruptions' && { priority: values.priority }),
    ...(filter.length > 0 && { filter: [...filter] }),
    ...(sources.length > 0 && { sources: sources.map(Number) }),
    ...(policies.length > 0 && { policies: policies.map(Number) }),
    ...(numbers.length > 0 && { numbers: [...numbers] }),
  };
}

/** The buckets that are asked for; `fallback` where the address names none, or one that this report has not. */
export function useBucket<const T extends 'NONE' | 'DAY' | 'WEEK' | 'MONTH'>(fallback: T, ...others: readonly T[]): T {
  const { values } = useView(SCHEMA);
  return [fallback, ...others].find((one) => one === values['group-by']) ?? fallback;
}

/** To the recorded alerts of the same range. */
export function useBehind(): (more: Readonly<Record<string, string | readonly string[]>>) => string {
  const link = useLinks();
  return (more) => link('/history', more);
}

/** The same for a file, with what this report alone is asked. */
export function useOrdered(): object {
  const { values } = useView(SCHEMA);
  const { from: _, until: __, ...asked } = useAsked();
  const { tab, by, severity, exclude, window, minimum, business, sleep } = values;
  const grouped = values['group-by'];
  const bucket = grouped && { 'group-by': grouped };
  const own: Readonly<Partial<Record<Tab, object>>> = {
    volume: { 'group-by': grouped === 'WEEK' || grouped === 'MONTH' ? grouped : 'DAY' },
    availability: { ...bucket, ...(by && { by }), ...(severity.length > 0 && { severity }), ...(exclude && { exclude }) },
    bursts: { window, minimum },
    interruptions: { ...bucket, ...(business && { business }), ...(sleep && { sleep }) },
    suppression: { ...bucket, ...(by && { by }) },
  };
  return { ...asked, ...own[tab] };
}
