import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { Schemas } from '../../../../../packages/client/client';
import { useKeys } from '../../app/keys';
import { useHeld } from '../../data/store';
import { useView } from '../../search/view';
import { session } from '../../session/session';
import { alertLink } from '../../ui/alert-link';
import { Instant } from '../../ui/instant';
import { List } from '../../ui/list';
import { Organization } from '../../ui/organization';
import { Severity } from '../../ui/severity';
import { useWords } from '../../words/words';
import { Bulk } from '../bulk';
import { SCHEMA } from './filters';

type Alert = Schemas['OpenAlert'];

const keyOf = ({ organization_id, fingerprint }: Alert): string => `${organization_id}/${fingerprint}`;

/** A page of the list, and what can be done to the rows that are chosen. */
export function Rows({ rows, total, query }: { rows: readonly Alert[]; total: number; query: object }) {
  const say = useWords();
  const { zone, set } = useView(SCHEMA);
  const now = useHeld(session);
  const me = now.state === 'in' ? now.me : undefined;
  const mayAct = me?.scopes.includes('manage:systems') ?? false;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Alert>>(new Map());
  const [last, setLast] = useState(-1);
  const choose = (index: number, isRange: boolean): void => {
    const [from, to] = isRange && last >= 0 ? [Math.min(last, index), Math.max(last, index)] : [index, index];
    const next = new Map(chosen);
    const isIn = !chosen.has(keyOf(rows[index] as Alert));
    for (const row of rows.slice(from, to + 1)) isIn ? next.set(keyOf(row), row) : next.delete(keyOf(row));
    setChosen(next);
    setLast(index);
  };
  const focused = (): number => [...document.querySelectorAll('tbody tr')].findIndex((row) => row.contains(document.activeElement));
  const step = (by: number): void => document.querySelectorAll<HTMLElement>('tbody tr a')[Math.max(0, focused() + by)]?.focus();
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => focused() >= 0 && choose(focused(), false),
    X: () => focused() >= 0 && choose(focused(), true),
    p: () => focused() >= 0 && set({ alert: rows[focused()]?.alert_id ?? '' }, 'replace'),
  });
  const select = {
    name: say('select'),
    cell: (alert: Alert) => (
      <input
        type="checkbox"
        aria-label={`${say('select')} ${alert.labels.alertname ?? ''}`}
        checked={chosen.has(keyOf(alert))}
        onClick={(event) => choose(rows.indexOf(alert), event.shiftKey)}
      />
    ),
  };
  return (
    <>
      {mayAct && (
        <Bulk
          chosen={[...chosen.values()]}
          total={total}
          query={query}
          clear={() => setChosen(new Map())}
          isCustomer={me?.organization.role === 'customer'}
        />
      )}
      <List
        caption={say('alerts')}
        rows={rows}
        keyOf={keyOf}
        columns={[
          ...(mayAct ? [select] : []),
          { name: say('severity'), cell: ({ labels }) => <Severity of={labels.severity ?? null} /> },
          { name: say('name'), cell: (alert) => <Named alert={alert} show={() => set({ alert: alert.alert_id }, 'replace')} /> },
          { name: say('system'), cell: ({ labels }) => labels.system_key ?? labels.instance ?? '' },
          ...(me?.organization.role === 'customer'
            ? []
            : [{ name: say('organization'), cell: ({ organization_id }: Alert) => <Organization id={organization_id} /> }]),
          { name: say('since'), cell: ({ startsAt }) => <Instant at={startsAt} zone={zone} age /> },
          { name: say('state'), cell: ({ status }) => <StateOf status={status} /> },
          { name: say('inCharge'), cell: ({ assigned_to }) => assigned_to?.user_name ?? say('nobody') },
        ]}
      />
    </>
  );
}

function Named({ alert, show }: { alert: Alert; show: () => void }) {
  const say = useWords();
  const name = alert.labels.alertname || alert.fingerprint;
  return (
    <>
      <Link href={alertLink(alert)}>{name}</Link>{' '}
      <button type="button" class="beside" aria-label={say('preview', { name })} aria-keyshortcuts="p" onClick={show}>
        ⇥
      </button>
      {alert.annotations.summary && <small> {alert.annotations.summary}</small>}
    </>
  );
}

function StateOf({ status: { state, silencedBy, inhibitedBy } }: { status: Alert['status'] }) {
  const say = useWords();
  if (silencedBy.length > 0) return <>{say('silenced')}</>;
  return <>{say(inhibitedBy.length > 0 ? 'inhibited' : state)}</>;
}
