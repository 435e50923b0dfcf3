import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { useHeld } from '../../data/store';
import { session } from '../../session/session';
import { alertLink } from '../../ui/alert-link';
import { Instant, lengthText } from '../../ui/instant';
import { List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Severity } from '../../ui/severity';
import { useWords } from '../../words/words';

type Alert = Schemas['HistoryAlert'];

export function Rows({ rows, zone }: { rows: readonly Alert[]; zone: string }) {
  const say = useWords();
  const now = useHeld(session);
  const isCustomer = now.state === 'in' && now.me.organization.role === 'customer';
  const length = ({ starts_at, ends_at }: Alert): string =>
    lengthText(Math.max(0, Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 1000)));
  return (
    <List
      caption={say('history')}
      rows={rows}
      keyOf={({ id }) => String(id)}
      columns={[
        { name: say('severity'), cell: ({ severity }) => <Severity of={severity} /> },
        {
          name: say('name'),
          cell: (alert) => (
            <>
              <Link href={alertLink(alert)}>{alert.alertname || alert.fingerprint}</Link>
              {alert.summary && <small> {alert.summary}</small>}
            </>
          ),
        },
        { name: say('system'), cell: ({ system_key }) => system_key ?? '' },
        ...(isCustomer ? [] : [{ name: say('organization'), cell: ({ organization_id }: Alert) => <Organization id={organization_id} /> }]),
        { name: say('since'), cell: ({ starts_at }) => <Instant at={starts_at} zone={zone} /> },
        { name: say('end'), cell: ({ ends_at }) => <Instant at={ends_at} zone={zone} /> },
        { name: say('length'), cell: length },
        { name: say('how'), cell: ({ resolution }) => say(resolution) },
        { name: say('recorded'), cell: ({ created_at }) => <Instant at={created_at} zone={zone} /> },
      ]}
    />
  );
}
