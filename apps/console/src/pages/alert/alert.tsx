import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { useKeys } from '../../app/keys';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useHeld } from '../../data/store';
import { useLinks, useView } from '../../search/view';
import { session } from '../../session/session';
import { alertLink } from '../../ui/alert-link';
import { Copy } from '../../ui/copy';
import { Page, ZoneNote } from '../../ui/page';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { Actions } from './actions';
import { Facts } from './facts';
import { Annotations, Labels } from './labels';
import { Series } from './series';
import { Timeline } from './timeline';

type Alert = Schemas['AlertEpisode'];

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
  const link = useLinks();
  const [, navigate] = useLocation();
  const alert = useAlert(id);
  useKeys({ u: () => navigate(link(alert.data?.ends_at === null ? '/alerts' : '/history')) });
  const title = alert.data ? alert.data.alertname || alert.data.fingerprint : say('alert');
  return (
    <Page title={title} dropped={dropped} actions={<Copy text={() => location.href} label="copyLink" />}>
      <ZoneNote />
      <Read of={alert}>{(found) => <Whole alert={found} />}</Read>
    </Page>
  );
}

export const useAlert = (id: string) =>
  useRead(['alert', id], (signal) => dataOf(api.GET('/api/alerts/episodes/{alert_id}', { params: { path: { alert_id: id } }, signal })));

/** All that is told of an alert. */
export function Whole({ alert }: { alert: Alert }) {
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
        <Series alert={alert} />
      </div>
    </>
  );
}
