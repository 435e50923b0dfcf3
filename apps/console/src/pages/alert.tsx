import { useQueryClient } from '@tanstack/preact-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Schemas } from '../../../../packages/client/client';
import { useKeys } from '../app/keys';
import { api } from '../data/client';
import { dataOf, Failure } from '../data/failure';
import { useRead } from '../data/read';
import { useHeld } from '../data/store';
import { useLinks, useView } from '../search/view';
import { session } from '../session/session';
import { alertLink } from '../ui/alert-link';
import { Copy } from '../ui/copy';
import { Instant, lengthText } from '../ui/instant';
import { Page, ZoneNote } from '../ui/page';
import { Severity } from '../ui/severity';
import { Read } from '../ui/states';
import { useWords, type Word } from '../words/words';
import { Ask } from './bulk';

type Alert = Schemas['AlertEpisode'];
type Action = Schemas['ActionInput']['action'];

const ACTIONS: readonly (readonly [action: Action, word: Word, key: string])[] = [
  ['assign', 'assign', 'a'],
  ['release', 'release', ''],
  ['note', 'note', 'n'],
  ['silence', 'silence', 's'],
  ['unsilence', 'unsilence', ''],
  ['close', 'closeAlert', 'c'],
];
/** Annotations that are addresses of something to read. */
const ADDRESSES = ['runbook_url', 'dashboard_url', 'generatorURL'];

/** An alert, running or ended, by its id; or the newest of a fingerprint, whose page this then becomes. */
export default function AlertPage({ params }: { params: Readonly<Record<string, string>> }) {
  const { id, organization, fingerprint } = params;
  return id ? <ById id={id} /> : <ByFingerprint organization={organization ?? ''} fingerprint={fingerprint ?? ''} />;
}

function ByFingerprint({ organization, fingerprint }: { organization: string; fingerprint: string }) {
  const [, navigate] = useLocation();
  const say = useWords();
  const query = { organization_id: [decodeURIComponent(organization)], fingerprint: decodeURIComponent(fingerprint), limit: 1 };
  const found = useRead(['episodes', query], (signal) => dataOf(api.GET('/api/alerts/episodes', { params: { query }, signal })));
  const newest = found.data?.episodes[0];
  useEffect(() => {
    if (newest) navigate(alertLink(newest), { replace: true });
  }, [newest]);
  return (
    <Page title={say('alert')} dropped={[]}>
      <Read of={found}>{({ episodes }) => (episodes.length === 0 ? <p>{say('missing')}</p> : null)}</Read>
    </Page>
  );
}

function ById({ id }: { id: string }) {
  const say = useWords();
  const { dropped } = useView();
  const alert = useRead(['alert', id], (signal) =>
    dataOf(api.GET('/api/alerts/episodes/{alert_id}', { params: { path: { alert_id: id } }, signal })),
  );
  const title = alert.data ? alert.data.alertname || alert.data.fingerprint : say('alert');
  return (
    <Page title={title} dropped={dropped} actions={<Copy text={() => location.href} label="copyLink" />}>
      <ZoneNote />
      <Read of={alert}>{(found) => <Whole alert={found} />}</Read>
    </Page>
  );
}

function Whole({ alert }: { alert: Alert }) {
  const say = useWords();
  const now = useHeld(session);
  const mayAct = now.state === 'in' && now.me.scopes.includes('manage:systems') && alert.ends_at === null;
  return (
    <>
      <Facts alert={alert} />
      {mayAct && <Actions alert={alert} />}
      <section>
        <h2>{say('labels')}</h2>
        <Labels alert={alert} />
      </section>
      <Annotations of={alert.annotations} />
      <div class="columns">
        <Timeline alert={alert} />
        <Others alert={alert} />
      </div>
    </>
  );
}

function Facts({ alert }: { alert: Alert }) {
  const say = useWords();
  const { zone } = useView();
  const {
    severity,
    organization_id,
    system_key,
    starts_at,
    ends_at,
    acknowledged_at,
    assigned_to,
    resolution,
    close_reason,
    memo,
    summary,
  } = alert;
  const end = ends_at === null ? Date.now() : Date.parse(ends_at);
  const facts: readonly (readonly [Word, ComponentChildren])[] = [
    ['severity', <Severity of={severity} key="s" />],
    ['summary', summary],
    ['organization', organization_id],
    ['system', system_key],
    ['since', <Instant at={starts_at} zone={zone} age key="b" />],
    ['end', ends_at ? <Instant at={ends_at} zone={zone} age key="e" /> : say('running')],
    ['length', lengthText(Math.max(0, Math.round((end - Date.parse(starts_at)) / 1000)))],
    ['acknowledged', acknowledged_at && <Instant at={acknowledged_at} zone={zone} key="a" />],
    ['inCharge', assigned_to?.user_name ?? say('nobody')],
    ['how', resolution && `${say(resolution)}${close_reason ? `: ${close_reason}` : ''}`],
    ['note', memo],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value)
        .map(([word, value]) => (
          <>
            <dt>{say(word)}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

function Actions({ alert }: { alert: Alert }) {
  const say = useWords();
  const cache = useQueryClient();
  const now = useHeld(session);
  const [asking, setAsking] = useState<Action>();
  const [told, setTold] = useState('');
  const isCustomer = now.state === 'in' && now.me.organization.role === 'customer';
  const act = async (action: Action, more: object): Promise<void> => {
    setAsking(undefined);
    const item = { fingerprint: alert.fingerprint, ...(!isCustomer && { organization_id: alert.organization_id }) };
    try {
      const { results } = await dataOf(api.POST('/api/alerts/actions', { body: { action, items: [item], ...more } }));
      setTold(
        results
          .map(({ outcome, message }) => message ?? say(outcome === 'done' ? 'done' : outcome === 'unchanged' ? 'unchanged' : 'missing'))
          .join(),
      );
    } catch (error) {
      setTold(error instanceof Failure ? error.message : String(error));
    }
    await cache.invalidateQueries();
  };
  const start = (action: Action): void => (['note', 'silence', 'close'].includes(action) ? setAsking(action) : void act(action, {}));
  useKeys(Object.fromEntries(ACTIONS.flatMap(([action, , key]) => (key ? [[key, () => start(action)]] : []))));
  return (
    <div class="actions">
      {ACTIONS.map(([action, word, key]) => (
        <button key={action} type="button" aria-keyshortcuts={key || undefined} onClick={() => start(action)}>
          {say(word)}
        </button>
      ))}
      <span role="status">{told}</span>
      {asking && <Ask action={asking} n={1} close={() => setAsking(undefined)} act={(more) => void act(asking, more)} />}
    </div>
  );
}

/** What an alert is made of. The labels that lists are filtered by lead there. */
function Labels({ alert }: { alert: Alert }) {
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

function Annotations({ of }: { of: Readonly<Record<string, string>> }) {
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

const KINDS: Readonly<Record<string, Word>> = {
  fired: 'fired',
  severity_changed: 'severity_changed',
  assigned: 'assigned',
  unassigned: 'unassigned2',
  note_added: 'note_added',
  silenced: 'silenced',
  unsilenced: 'unsilenced',
  inhibited: 'inhibited',
  uninhibited: 'uninhibited',
  notified: 'notified',
  resolved: 'resolvedEvent',
};

function Timeline({ alert: { organization_id, fingerprint, starts_at } }: { alert: Alert }) {
  const say = useWords();
  const { zone } = useView();
  const params = { path: { fingerprint }, query: { organization_id: [organization_id], limit: 200 } };
  const activity = useRead(['activity', params], (signal) => dataOf(api.GET('/api/alerts/activity/{fingerprint}', { params, signal })));
  return (
    <section class="card">
      <h2>{say('timeline')}</h2>
      <Read of={activity}>
        {({ events }) => (
          <ol class="latest">
            {events
              .filter((event) => event.starts_at === starts_at)
              .map(({ id, action, actor_name, details, created_at }) => (
                <li key={id}>
                  <Instant at={created_at} zone={zone} /> <strong>{say(KINDS[action] ?? 'event')}</strong>
                  {actor_name && ` ${actor_name}`}
                  {typeof details.text === 'string' && <blockquote>{details.text}</blockquote>}
                </li>
              ))}
          </ol>
        )}
      </Read>
    </section>
  );
}

function Others({ alert: { alert_id, organization_id, fingerprint } }: { alert: Alert }) {
  const say = useWords();
  const { zone } = useView();
  const query = { organization_id: [organization_id], fingerprint, limit: 30 };
  const episodes = useRead(['episodes', query], (signal) => dataOf(api.GET('/api/alerts/episodes', { params: { query }, signal })));
  return (
    <section class="card">
      <h2>{say('episodes')}</h2>
      <Read of={episodes}>
        {({ episodes: list }) => (
          <ol class="latest">
            {list.map((one) => (
              <li key={one.alert_id}>
                {one.alert_id === alert_id ? (
                  <strong>
                    <Instant at={one.starts_at} zone={zone} />
                  </strong>
                ) : (
                  <Link href={alertLink(one)}>
                    <Instant at={one.starts_at} zone={zone} />
                  </Link>
                )}{' '}
                {one.ends_at === null
                  ? say('running')
                  : lengthText(Math.max(0, Math.round((Date.parse(one.ends_at) - Date.parse(one.starts_at)) / 1000)))}
              </li>
            ))}
          </ol>
        )}
      </Read>
    </section>
  );
}
