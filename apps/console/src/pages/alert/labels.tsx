import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { useLinks } from '../../search/view';
import { useWords } from '../../words/words';

type Alert = Schemas['AlertEpisode'];

/** Annotations that are addresses of something to read. */
const ADDRESSES = ['runbook_url', 'dashboard_url', 'generatorURL'];

/** What an alert is made of. The labels that lists are filtered by lead there. */
export function Labels({ alert }: { alert: Alert }) {
  const link = useLinks();
  return (
    <ul class="labels">
      {Object.entries(alert.labels).map(([name, value]) => {
        const text = `${name}=${value}`;
        const isFilter = ['alertname', 'severity', 'system_key'].includes(name);
        return <li key={name}>{isFilter ? <Link href={link('/history', { [name]: value })}>{text}</Link> : <span>{text}</span>}</li>;
      })}
    </ul>
  );
}

export function Annotations({ of }: { of: Readonly<Record<string, string>> }) {
  const say = useWords();
  const entries = Object.entries(of);
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{say('annotations')}</h2>
      <dl class="facts">
        {entries.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>
              {ADDRESSES.includes(name) && /^https?:\/\//.test(value) ? (
                <a href={value} rel="noreferrer">
                  {value}
                </a>
              ) : (
                value
              )}
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}
