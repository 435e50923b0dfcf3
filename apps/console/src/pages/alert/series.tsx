import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { alertLink } from '../../ui/alert-link';
import { Instant, lengthText } from '../../ui/instant';
import { Read } from '../../ui/states';
import { useWords } from '../../words/words';
import { secondsOf } from './seconds-of';
import { Strip } from './strip';

type Alert = Schemas['AlertEpisode'];
type Episode = Schemas['AlertEpisode'];

const SHOWN = 30;
/** The endpoint's own limit. */
const MOST = 100;

/** The other times of this alert: when, how long, how often it came back. */
export function Series({ alert: { alert_id, organization_id, fingerprint } }: { alert: Alert }) {
  const say = useWords();
  const query = { organization_id: [organization_id], fingerprint, limit: MOST };
  const episodes = useRead(['episodes', query], (signal) => dataOf(api.GET('/api/alerts/episodes', { params: { query }, signal })));
  return (
    <section class="card">
      <h2>{say('episodes')}</h2>
      <Read of={episodes}>
        {({ episodes: list }) => (
          <>
            <Strip episodes={list} current={alert_id} />
            <Neighbours list={list} current={alert_id} />
            <Rows list={list.slice(0, SHOWN)} current={alert_id} />
          </>
        )}
      </Read>
    </section>
  );
}

function Neighbours({ list, current }: { list: readonly Episode[]; current: string }) {
  const say = useWords();
  const at = list.findIndex(({ alert_id }) => alert_id === current);
  const [later, earlier] = [list[at - 1], at < 0 ? undefined : list[at + 1]];
  return (
    <nav class="row" aria-label={say('episodes')}>
      {earlier && <Link href={alertLink(earlier)}>← {say('earlier')}</Link>}
      {later && <Link href={alertLink(later)}>{say('later')} →</Link>}
    </nav>
  );
}

function Rows({ list, current }: { list: readonly Episode[]; current: string }) {
  const say = useWords();
  const { zone } = useView();
  return (
    <ol class="latest">
      {list.map((one) => {
        const start = <Instant at={one.starts_at} zone={zone} />;
        return (
          <li key={one.alert_id}>
            {one.alert_id === current ? <strong>{start}</strong> : <Link href={alertLink(one)}>{start}</Link>}{' '}
            {one.ends_at === null ? say('running') : lengthText(secondsOf(one, 0))}
          </li>
        );
      })}
    </ol>
  );
}
