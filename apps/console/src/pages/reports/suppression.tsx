import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { linkedOf } from '../../data/linked';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { lengthText } from '../../ui/instant';
import { Empty, List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { SCHEMA, useAsked, useBehind, useBucket } from './asked';

type Row = Schemas['Suppression'];

const KEYS = ['silence', 'inhibitor', 'mute'] as const;
const SHOWN = 100;

/** What kept alerts from being told, for how long, and what nobody ever saw of them. */
export function SuppressionReport() {
  const say = useWords();
  const { values, set } = useView(SCHEMA);
  const { cursor } = values;
  const by = KEYS.find((one) => one === values.by) ?? 'silence';
  const query = {
    ...useAsked(),
    by,
    'group-by': useBucket('NONE', 'DAY', 'WEEK', 'MONTH'),
    limit: SHOWN,
    ...(cursor && { cursor }),
  };
  const report = useRead(['suppression', query], (signal) => linkedOf(api.GET('/reports/suppression', { params: { query }, signal })));
  return (
    <Read of={report}>
      {({ rows, next }) => (
        <>
          {rows.length === 0 ? <Empty filtered={false} /> : <Rows by={by} rows={rows} />}
          {next && (
            <button type="button" onClick={() => set({ cursor: next })}>
              {say('nextRows')}
            </button>
          )}
        </>
      )}
    </Read>
  );
}

function Rows({ by, rows }: { by: (typeof KEYS)[number]; rows: readonly Row[] }) {
  const say = useWords();
  const behind = useBehind();
  const keyed = ({ key }: Row) => (by === 'inhibitor' ? <a href={`/console${behind({ alertname: key })}`}>{key}</a> : <code>{key}</code>);
  return (
    <List
      caption={say('suppression')}
      rows={rows}
      keyOf={({ key, bucket }) => `${bucket} ${key}`}
      columns={[
        { name: say(by), cell: keyed },
        ...(by === 'silence'
          ? [{ name: say('madeBy'), cell: ({ creator, comment }: Row) => [creator, comment].filter(Boolean).join(': ') || '–' }]
          : []),
        ...(rows.some(({ bucket }) => bucket) ? [{ name: say('bucket'), cell: ({ bucket }: Row) => bucket }] : []),
        { name: say('number'), cell: ({ alerts }) => count(alerts) },
        { name: say('heldFor'), cell: ({ suppressed_seconds }) => lengthText(suppressed_seconds) },
        { name: say('unseen'), cell: ({ unseen }) => count(unseen) },
      ]}
    />
  );
}
