import { apply, type Db, type Episode, type lockOrganizations, type Observation, recordIn, sql, type TimelineEvent } from '#persistence';
import type { Event, Told } from './event.js';

/** Whose events these are, and which alert they speak of. */
export type Sender = { readonly source: number; readonly organization: number; readonly fingerprint: string };

type Transaction = Parameters<typeof lockOrganizations>[0];
type Newest = { name: string; starts_at: Date | null; ends_at: Date | null };
type Actor = { readonly user_id: null; readonly user_name: string };

const newest = sql<Newest, Sender>(import.meta.url, './newest.sql');
const running = sql<Episode & { id: number }, Sender>(import.meta.url, './running.sql');
const said = sql<{ said: boolean }, { alert: number; detail: string }>(import.meta.url, './said.sql');

/** Does what an event says, inside a transaction that holds the organization's lock. Without an open alert only ALERT does anything. */
export async function act(tx: Transaction, sender: Sender, event: Event, now: Date): Promise<void> {
  const { name, starts_at, ends_at } = await newest.one(tx, sender);
  if (event.told) await open(tx, sender, name, event.told, startOf(starts_at, ends_at, now), now);
  const before = await running.first(tx, sender);
  if (!before) return;
  const actor = { user_id: null, user_name: name };
  const notes = await noteOf(tx, before.id, event.comment, actor, now);
  if (event.type === 'RESOLVE') return apply(tx, [{ before, after: ended(before, now) }], now, () => notes);
  if (event.type !== 'ACCEPT' || before.acknowledged_at) return change(tx, before, before, notes, now);
  const accepted: TimelineEvent = { at: now, kind: 'assigned', actor, detail: actor };
  return change(tx, before, { ...before, acknowledged_at: latest(before.starts_at, now) }, [accepted, ...notes], now);
}

/** An open alert goes on; another one starts now, after any that came before. */
function startOf(start: Date | null, end: Date | null, now: Date): Date {
  if (!start) return now;
  return end ? latest(now, new Date(start.getTime() + 1)) : start;
}

async function open(tx: Transaction, sender: Sender, source: string, told: Told, startsAt: Date, now: Date): Promise<void> {
  const { brought: _, ...said } = told;
  const before = await running.first(tx, sender);
  const place = { organizationId: sender.organization, fingerprint: sender.fingerprint, source, sourceId: sender.source };
  await recordIn(tx, [{ ...said, ...(before && unsaid(told, before)), ...place, via: 'event', startsAt, endsAt: null }], now);
}

/** What an ALERT does not speak of stays as it was said before. */
const unsaid = ({ brought, annotations, severity }: Told, before: Episode): Partial<Observation> => ({
  ...(!brought.labels && {
    severity: brought.severity ? severity : before.severity,
    systemKey: before.system_key,
    labels: brought.severity && severity !== null ? { ...before.labels, severity } : before.labels,
    number: before.number,
    policyId: before.policy_id,
    ...(before.labels.alertname && { alertname: before.alertname }),
    ...(!brought.priority && { priority: before.priority }),
  }),
  ...(!brought.details && { annotations: { ...before.annotations, ...annotations } }),
});

/** The same words are noted once. */
async function noteOf(db: Db, alert: number, text: string | undefined, actor: Actor, now: Date): Promise<TimelineEvent[]> {
  if (!text) return [];
  const detail = { text };
  const isKnown = (await said.one(db, { alert, detail: JSON.stringify(detail) })).said;
  return isKnown ? [] : [{ at: now, kind: 'note_added', actor, detail }];
}

const ended = (before: Episode, now: Date): Episode => ({
  ...before,
  ends_at: latest(before.starts_at, now),
  recorded_at: now,
  resolution: 'event',
  state: 'active',
  silenced_by: [],
  inhibited_by: [],
});

async function change(tx: Transaction, before: Episode, after: Episode, events: readonly TimelineEvent[], now: Date): Promise<void> {
  if (events.length > 0) await apply(tx, [{ before, after }], now, () => events);
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
