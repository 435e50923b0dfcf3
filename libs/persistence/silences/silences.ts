import type { DataSource, EntityManager } from 'typeorm';
import { type Actor, handleIn, type Running } from '../ledger/handle.js';
import { lockOrganizations, retrying } from '../ledger/record.js';
import type { TimelineEvent } from '../ledger/timeline.js';
import { sql } from '../sql.js';

export type Matcher = { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual: boolean };
/** A silence that was made here, under the id its Alertmanager gave it. */
export type Silence = Running & {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly created_by: Actor;
  readonly starts_at: Date;
  readonly ends_at: Date;
};

/** The lock of an organization is held no longer than these take. */
const BATCH = 200;

type SaveBinds = Omit<Silence, 'matchers' | 'created_by'> & { matchers: string; created_by: string; now: Date };
type EndBinds = { organization: number; id: string; now: Date };

const holdCounters = sql<never, { organization: number }>(import.meta.url, './hold-counters.sql');
const countMuted = sql<never, { organization: number; by: number }>(import.meta.url, './count-muted.sql');
const save = sql<never, SaveBinds>(import.meta.url, './save-silence.sql');
const end = sql<{ id: string }, EndBinds>(import.meta.url, './end-silence.sql');

/**
 * Keeps a silence that its Alertmanager has accepted: the running alert is silenced and counted as muted from now on. An Alertmanager may have
 * replaced the silence of another id, which is over then.
 */
export const keepSilence = (store: DataSource, silence: Silence, actor: Actor, now: Date, replaced?: string): Promise<void> =>
  changing(store, silence.organization, async (tx) => {
    const { organization, id, comment, ends_at } = silence;
    if (replaced !== undefined && replaced !== id) await end.rows(tx, { organization, id: replaced, now });
    await save.rows(tx, { ...silence, matchers: JSON.stringify(silence.matchers), created_by: JSON.stringify(silence.created_by), now });
    const detail = { silence_id: id, until: ends_at.toISOString(), ...(comment && { comment }) };
    const others = (ids: readonly string[]): string[] => ids.filter((one) => one !== replaced && one !== id);
    await remark(tx, silence, { at: now, kind: 'silenced', actor, detail }, (ids) => [...others(ids), id].sort());
  });

/** Ends a silence that its Alertmanager has ended. One that is over already stays as it is. */
export const endSilence = (store: DataSource, { organization, fingerprint, id }: Silence, actor: Actor, now: Date): Promise<void> =>
  changing(store, organization, async (tx) => {
    if (!(await end.first(tx, { organization, id, now }))) return;
    const event: TimelineEvent = { at: now, kind: 'unsilenced', actor, detail: { silence_id: id } };
    await remark(tx, { organization, fingerprint }, event, (ids) => ids.filter((one) => one !== id));
  });

/** Changes what silences the running alert; its state, its timeline and the number of muted alerts follow. */
async function remark(
  tx: EntityManager,
  alert: Running,
  event: TimelineEvent,
  silencing: (ids: readonly string[]) => readonly string[],
): Promise<void> {
  let by = 0;
  await handleIn(tx, alert, event.at, (before) => {
    const silenced_by = silencing(before.silenced_by);
    if (silenced_by === before.silenced_by) return { after: before, events: [] };
    const visible = before.state === 'suppressed' ? 'active' : before.state;
    const state = silenced_by.length + before.inhibited_by.length > 0 ? 'suppressed' : visible;
    by = Number(silenced_by.length > 0) - Number(before.silenced_by.length > 0);
    const line = { ...event, detail: { ...Object(event.detail), silences: silenced_by } };
    return { after: { ...before, silenced_by, state }, events: [line] };
  });
  if (by !== 0) await countMuted.rows(tx, { organization: alert.organization, by });
}

/** The same for many alerts of an organization, a batch of them in a transaction. */
export async function remarkAll(
  store: DataSource,
  organization: number,
  fingerprints: readonly string[],
  event: TimelineEvent,
  silencing: (ids: readonly string[]) => readonly string[],
): Promise<void> {
  for (let from = 0; from < fingerprints.length; from += BATCH)
    await changing(store, organization, async (tx) => {
      for (const fingerprint of fingerprints.slice(from, from + BATCH)) await remark(tx, { organization, fingerprint }, event, silencing);
    });
}

const changing = (store: DataSource, organization: number, change: (tx: EntityManager) => Promise<void>): Promise<void> =>
  retrying(() =>
    store.transaction(async (tx) => {
      await holdCounters.rows(tx, { organization });
      await lockOrganizations(tx, [organization]);
      await change(tx);
    }),
  );
