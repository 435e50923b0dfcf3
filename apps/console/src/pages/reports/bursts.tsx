import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Instant, lengthText } from '../../ui/instant';
import { Empty, List, Pager } from '../../ui/list';
import { Read } from '../../ui/states';
import { count, useWords } from '../../words/words';
import { SCHEMA, useAsked, useBehind } from './asked';
import type { Figures } from './insights';

const SHOWN = 50;

/** When one alert came from many systems at once. */
export function BurstsReport() {
  const say = useWords();
  const behind = useBehind();
  const { values, set, zone } = useView(SCHEMA);
  const { window, minimum, outside, page } = values;
  const query = { ...useAsked(), window, minimum, ...(outside && { outside }) };
  const report = useRead(['bursts', query], (signal) => bodyOf(api.GET('/reports/bursts', { params: { query }, signal })));
  return (
    <Read of={report}>
      {({ bursts, outside: others }) => (
        <>
          {others && <Outside of={others} />}
          <p aria-live="polite">{say('burstsFound', { n: bursts.length })}</p>
          {bursts.length === 0 ? (
            <Empty filtered={false} />
          ) : (
            <List
              caption={say('bursts')}
              rows={bursts.slice((page - 1) * SHOWN, page * SHOWN)}
              keyOf={({ alertname, from }) => `${alertname} ${from}`}
              columns={[
                {
                  name: say('name'),
                  cell: ({ alertname, from }) => (
                    <a href={`/console${behind({ alertname, from_date: from, sort_by: 'starts_at', sort_direction: 'asc' })}`}>
                      {alertname}
                    </a>
                  ),
                },
                { name: say('firstStart'), cell: ({ from }) => <Instant at={from} zone={zone} /> },
                { name: say('lastStart'), cell: ({ until }) => <Instant at={until} zone={zone} /> },
                { name: say('systems'), cell: ({ systems }) => count(systems) },
                { name: say('number'), cell: ({ alerts }) => count(alerts) },
                { name: say('organizations'), cell: ({ organizations }) => count(organizations) },
              ]}
            />
          )}
          <Pager page={page} pages={Math.ceil(bursts.length / SHOWN)} go={(to) => set({ page: to })} />
        </>
      )}
    </Read>
  );
}

/** What is left when the bursts are taken away. */
function Outside({ of: { count: n, acknowledged, mtta, mttr } }: { of: Figures }) {
  const say = useWords();
  const tiles = [
    [say('outsideCount'), count(n)],
    [say('acknowledged'), count(acknowledged)],
    [say('mtta'), mtta.p50 === undefined ? '–' : lengthText(mtta.p50)],
    [say('mttr'), mttr.p50 === undefined ? '–' : lengthText(mttr.p50)],
  ] as const;
  return (
    <section aria-label={say('burstOutside')}>
      <ul class="tiles">
        {tiles.map(([name, value]) => (
          <li key={name} class="tile">
            <span>{name}</span> <strong>{value}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
