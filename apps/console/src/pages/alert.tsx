import { api } from '../data/client';
import { dataOf } from '../data/failure';
import { useRead } from '../data/read';
import { useLinks, useView } from '../search/view';
import { Copy } from '../ui/copy';
import { Instant } from '../ui/instant';
import { List } from '../ui/list';
import { Page, ZoneNote } from '../ui/page';
import { Read } from '../ui/states';
import { useWords, type Word } from '../words/words';

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

/** What happened to the alerts of a fingerprint, newest first. */
export default function Alert({ params }: { params: Readonly<Record<string, string>> }) {
  const say = useWords();
  const { dropped, zone } = useView();
  const link = useLinks();
  const [organization, fingerprint] = [params.organization ?? '', params.fingerprint ?? ''].map(decodeURIComponent);
  const call = { path: { fingerprint: fingerprint ?? '' }, query: { organization_id: [organization ?? ''], limit: 200 } };
  const activity = useRead(['activity', call], (signal) => dataOf(api.GET('/api/alerts/activity/{fingerprint}', { params: call, signal })));
  return (
    <Page
      title={`${say('alert')} ${fingerprint}`}
      dropped={dropped}
      actions={<Copy text={() => location.origin + location.pathname} label="copyLink" />}
    >
      <ZoneNote />
      <p>
        {say('organization')}: <a href={`/console${link('/history', { org: organization ?? '' })}`}>{organization}</a>
      </p>
      <h2>{say('timeline')}</h2>
      <Read of={activity}>
        {({ events }) => (
          <List
            caption={say('timeline')}
            rows={events}
            keyOf={({ id }) => String(id)}
            columns={[
              { name: say('time'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} age /> },
              { name: say('message'), cell: ({ action }) => say(KINDS[action] ?? 'event') },
              { name: say('user'), cell: ({ actor_name }) => actor_name ?? '–' },
              { name: say('note'), cell: ({ details }) => (typeof details.text === 'string' ? details.text : '') },
              { name: say('since'), cell: ({ starts_at }) => <Instant at={starts_at} zone={zone} /> },
            ]}
          />
        )}
      </Read>
    </Page>
  );
}
