import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Instant } from '../../ui/instant';
import { List } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';

const NEWEST = 20;
type Reasons = readonly { readonly reason: string; readonly count: number }[];
const told = (reasons: Reasons): string => reasons.map(({ reason, count: n }) => `${count(n)} ${reason}`).join('; ');

/** What was made of the alerts that a Prometheus still had, and what was left out of it. */
export function Backfills() {
  const say = useWords();
  const { zone, scope } = useView();
  const query = { ...scope, limit: NEWEST };
  const backfills = useRead(['backfills', query], (signal) => dataOf(api.GET('/api/backfills', { params: { query }, signal })));
  return (
    <section class="stack">
      <h2>{say('backfills')}</h2>
      <p>{say('backfillsSay')}</p>
      <pre>npm run backfill -- --url http://prometheus:9090 --since 90d</pre>
      <Read of={backfills}>
        {({ backfills: rows }) =>
          rows.length > 0 && (
            <List
              caption={say('backfills')}
              rows={rows}
              keyOf={({ id }) => String(id)}
              columns={[
                { name: say('backfillServer'), cell: ({ url, tenant }) => (tenant === null ? url : `${url} (${tenant})`) },
                { name: say('backfillSince'), cell: ({ since }) => <Instant at={since} zone={zone} /> },
                { name: say('backfillDone'), cell: ({ position }) => <Instant at={position} zone={zone} /> },
                { name: say('backfillRecorded'), cell: ({ recorded }) => count(recorded) },
                { name: say('backfillLeftOut'), cell: ({ left_out }) => told(left_out) },
                { name: say('backfillSetAside'), cell: ({ set_aside }) => told(set_aside) },
              ]}
            />
          )
        }
      </Read>
    </section>
  );
}
