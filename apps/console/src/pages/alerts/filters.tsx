import { useHeld } from '../../data/store';
import { ids, many, one, text, whole } from '../../search/codecs';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { Pick } from '../../ui/fields';
import { Sorting } from '../../ui/sorting';
import { Suggested } from '../../ui/suggested';
import { useWords, type Word } from '../../words/words';

export const SCHEMA = {
  severity: many('critical', 'warning', 'info'),
  status: many('active', 'suppressed', 'unprocessed'),
  alertname: ids(20),
  system_key: ids(20),
  assigned_user_id: ids(20),
  sort_by: one('starts_at', 'severity', 'alertname', 'status', 'assigned_user_name'),
  sort_direction: one('desc', 'asc'),
  page: whole(1),
  /** The one that is shown beside the list. */
  alert: text(20),
};
const SORTS: readonly (readonly [(typeof SCHEMA)['sort_by']['fallback'], Word])[] = [
  ['starts_at', 'since'],
  ['severity', 'severity'],
  ['alertname', 'name'],
  ['status', 'state'],
  ['assigned_user_name', 'inCharge'],
];

export function Filters() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me.subject : '';
  const [inCharge = ''] = values.assigned_user_id;
  return (
    <form class="filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
      <Pick
        label={say('severity')}
        value={values.severity[0] ?? ''}
        options={(['critical', 'warning', 'info'] as const).map((name) => [name, say(name)])}
        change={(one) => set({ severity: one ? [one as 'critical'] : [] })}
      />
      <Pick
        label={say('state')}
        value={values.status[0] ?? ''}
        options={(['active', 'suppressed', 'unprocessed'] as const).map((name) => [name, say(name)])}
        change={(one) => set({ status: one ? [one as 'active'] : [] })}
      />
      <Suggested
        field="alertname"
        label={say('name')}
        value={values.alertname[0] ?? ''}
        change={(text, how) => set({ alertname: text ? [text] : [] }, how)}
      />
      <Suggested
        field="system_key"
        label={say('system')}
        value={values.system_key[0] ?? ''}
        change={(text, how) => set({ system_key: text ? [text] : [] }, how)}
      />
      <Pick
        label={say('inCharge')}
        value={inCharge}
        options={[
          ['none', say('nobody')],
          [me, say('me')],
        ]}
        change={(one) => set({ assigned_user_id: one ? [one] : [] })}
      />
      <Sorting by={SORTS} name={values.sort_by} direction={values.sort_direction} change={set} />
    </form>
  );
}
