import { useLinks } from '../../search/view';
import { Read } from '../../ui/states';
import { count, percent, useWords } from '../../words/words';
import { useInsights } from './insights';

/** What comes again and again, and where from. */
export function Noise() {
  const say = useWords();
  const link = useLinks();
  const insights = useInsights();
  return (
    <Read of={insights}>
      {({ overall: now, previous: before, top_alertnames, top_systems }) => (
        <>
          <ul class="tiles">
            <li class="tile">
              <span>{say('flapping')}</span> <strong>{count(now.flapping)}</strong> <small>{say('wasN', { n: before.flapping })}</small>
            </li>
            <li class="tile">
              <span>{say('refires')}</span> <strong>{now.refire_rate === undefined ? '–' : percent(now.refire_rate)}</strong>
            </li>
            <li class="tile">
              <span>{say('stillOpen')}</span> <strong>{count(now.open)}</strong> <a href={`/console${link('/alerts')}`}>{say('alerts')}</a>
            </li>
          </ul>
          <div class="columns">
            <Ranks
              title={say('topNames')}
              total={now.count}
              rows={top_alertnames.map(({ alertname, count: n }) => [alertname, n, link('/history', { alertname })])}
            />
            <Ranks
              title={say('topSystems')}
              total={now.count}
              rows={top_systems.map(({ system_key, count: n }) => [system_key, n, link('/history', { system_key })])}
            />
          </div>
        </>
      )}
    </Read>
  );
}

function Ranks({
  title,
  total,
  rows,
}: {
  title: string;
  total: number;
  rows: readonly (readonly [name: string, n: number, href: string])[];
}) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <ol class="ranks">
        {rows.map(([name, n, href]) => (
          <li key={name}>
            <a href={`/console${href}`}>{name}</a>
            <span>
              {count(n)} ({percent(total === 0 ? 0 : n / total)})
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
