import { type Bar, Bars } from '../../charts/bars';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { SCHEMA } from './filters';

type Filters = { readonly severity: readonly string[]; readonly alertname: readonly string[]; readonly system_key: readonly string[] };

const DAY_MS = 86_400_000;
/** More bars than these are too thin to be hit. */
const MOST_DAYS = 100;

/** How many of what is listed began on each day, for those who may read reports; a stretch of it becomes the range. */
export function Course({ filters }: { filters: Filters }) {
  const now = useHeld(session);
  const mayReport = now.state === 'in' && now.me.scopes.some((one) => one === 'report' || one === 'read:analytics');
  return mayReport ? <Days filters={filters} /> : null;
}

function Days({ filters }: { filters: Filters }) {
  const say = useWords();
  const { scope, range, zone, set, link } = useView(SCHEMA);
  const grouping = range.until - range.from > MOST_DAYS * DAY_MS ? ('WEEK' as const) : ('DAY' as const);
  const query = {
    ...scope,
    ...{ from: new Date(range.from).toISOString(), until: new Date(range.until).toISOString(), timezone: zone },
    'group-by': grouping,
    ...matchersOf(filters),
  };
  const series = useRead(['series', query], (signal) => bodyOf(api.GET('/reports/alerts/series', { params: { query }, signal })));
  return (
    <Read of={series}>
      {({ buckets }) => {
        const bars = buckets.map(({ bucket, from, until, count: value }): Bar => {
          const says = say('began', { n: value, bucket });
          return { label: bucket, value, says, href: link({ range: `${from}..${until}`, from_date: '', to_date: '' }) };
        });
        const total = buckets.reduce((sum, { count: n }) => sum + n, 0);
        return (
          <Bars
            title={say('courseBegan')}
            summary={say('beganInRange', { n: total })}
            bars={bars}
            choose={({ first, last }) => set({ range: `${buckets[first]?.from}..${buckets[last]?.until}`, from_date: '', to_date: '' })}
          />
        );
      }}
    </Read>
  );
}

const QUOTED = /[\\"\n]/g;
const quote = (value: string): string => `"${value.replace(QUOTED, (one) => (one === '\n' ? '\\n' : `\\${one}`))}"`;
/** The values as one regular expression: nothing in them means anything but itself. */
const oneOf = (values: readonly string[]): string => values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');

/** The filters of the list as matchers over labels. */
function matchersOf(filters: Filters): { filter?: string[] } {
  const filter = Object.entries(filters).flatMap(([name, values]) => (values.length > 0 ? [`${name}=~${quote(oneOf(values))}`] : []));
  return filter.length > 0 ? { filter } : {};
}
