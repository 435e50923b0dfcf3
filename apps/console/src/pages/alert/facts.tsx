import type { Schemas } from '../../../../../packages/client/client';
import { useView } from '../../search/view';
import { Facts as List } from '../../ui/facts';
import { Instant, lengthText } from '../../ui/instant';
import { Organization } from '../../ui/organization';
import { Severity } from '../../ui/severity';
import { useWords } from '../../words/words';

/** What is known of an alert. */
export function Facts({ alert }: { alert: Schemas['AlertEpisode'] }) {
  const say = useWords();
  const { zone } = useView();
  const { starts_at, ends_at, acknowledged_at, resolution, close_reason } = alert;
  const end = ends_at === null ? Date.now() : Date.parse(ends_at);
  return (
    <List
      facts={[
        ['severity', <Severity of={alert.severity} key="s" />],
        ['summary', alert.summary],
        ['organization', <Organization id={alert.organization_id} key="o" />],
        ['system', alert.system_key],
        ['since', <Instant at={starts_at} zone={zone} age key="b" />],
        ['end', ends_at ? <Instant at={ends_at} zone={zone} age key="e" /> : say('running')],
        ['length', lengthText(Math.max(0, Math.round((end - Date.parse(starts_at)) / 1000)))],
        ['acknowledged', acknowledged_at && <Instant at={acknowledged_at} zone={zone} key="a" />],
        ['inCharge', alert.assigned_to?.user_name ?? say('nobody')],
        ['how', resolution && `${say(resolution)}${close_reason ? `: ${close_reason}` : ''}`],
        ['note', alert.memo],
      ]}
    />
  );
}
