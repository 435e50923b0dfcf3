import { ids, instant, many, one, whole } from '../../search/codecs';
import { useView } from '../../search/view';
import { Pick } from '../../ui/fields';
import { Sorting } from '../../ui/sorting';
import { Suggested } from '../../ui/suggested';
import { useWords, type Word } from '../../words/words';

export const SCHEMA = {
  severity: many('critical', 'warning', 'info'),
  alertname: ids(20),
  system_key: ids(20),
  sort_by: one('created_at', 'starts_at', 'ends_at', 'alertname', 'severity'),
  sort_direction: one('desc', 'asc'),
  page: whole(1),
  from_date: instant(),
  to_date: instant(),
};
const SORTS: readonly (readonly [(typeof SCHEMA)['sort_by']['fallback'], Word])[] = [
  ['created_at', 'recorded'],
  ['starts_at', 'since'],
  ['ends_at', 'end'],
  ['alertname', 'name'],
  ['severity', 'severity'],
];

export function Filters() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <Pick
        label={say('severity')}
        value={values.severity[0] ?? ''}
        options={(['critical', 'warning', 'info'] as const).map((name) => [name, say(name)])}
        change={(chosen) => set({ severity: chosen ? [chosen as 'critical'] : [] })}
      />
      <Suggested
        field="alertname"
        label={say('name')}
        value={values.alertname[0] ?? ''}
        change={(said, how) => set({ alertname: said ? [said] : [] }, how)}
      />
      <Suggested
        field="system_key"
        label={say('system')}
        value={values.system_key[0] ?? ''}
        change={(said, how) => set({ system_key: said ? [said] : [] }, how)}
      />
      <Sorting by={SORTS} name={values.sort_by} direction={values.sort_direction} change={set} />
    </form>
  );
}
