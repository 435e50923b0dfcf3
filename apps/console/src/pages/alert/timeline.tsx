import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { dataOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useView } from '../../search/view';
import { Instant } from '../../ui/instant';
import { Read } from '../../ui/states';
import { useWords, type Word } from '../../words/words';

type Alert = Schemas['AlertEpisode'];

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

/** What happened to this alert, by whom. */
export function Timeline({ alert: { organization_id, fingerprint, starts_at } }: { alert: Alert }) {
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
