import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../sql.js';
import { apply } from './apply.js';
import type { Episode } from './episode.js';
import { lockOrganizations, retrying } from './record.js';
import type { TimelineEvent } from './timeline.js';

/** Who handles an alert, as timelines and assignments show it. */
export type Actor = { readonly user_id: string; readonly user_name: string; readonly user_org_id: string; readonly user_org_name: string };
export type Assignment = Actor & { readonly assigned_at: string };
/** A fingerprint of an organization; its running episode is meant. */
export type Running = { readonly organization: number; readonly fingerprint: string };

type Step = { readonly after: Episode; readonly events: readonly TimelineEvent[] };

const running = prepared<Episode, Running>(import.meta.url, './running.sql');

/** Puts the actor in charge. The first time is the acknowledgement. The alert as it is then; undefined when none is running. */
export const assign = (
  store: DataSource,
  alert: Running,
  actor: Actor,
  note: string | undefined,
  now: Date,
): Promise<Episode | undefined> =>
  handling(store, alert, now, (before) => {
    const noted: TimelineEvent[] = note ? [{ at: now, kind: 'note_added', actor, detail: { text: note } }] : [];
    const held = before.assigned_to as Assignment | null;
    if (held?.user_id === actor.user_id) return { after: before, events: noted };
    const after = { ...before, assigned_to: { ...actor, assigned_at: now.toISOString() }, acknowledged_at: before.acknowledged_at ?? now };
    const left: TimelineEvent[] = held
      ? [{ at: now, kind: 'unassigned', actor, detail: { user_id: held.user_id, user_name: held.user_name } }]
      : [];
    const taken: TimelineEvent = { at: now, kind: 'assigned', actor, detail: { user_id: actor.user_id, user_name: actor.user_name } };
    return { after, events: [...left, taken, ...noted] };
  });

/** Adds a line to the timeline. */
export const note = (store: DataSource, alert: Running, actor: Actor, text: string, now: Date): Promise<Episode | undefined> =>
  handling(store, alert, now, (before) => ({ after: before, events: [{ at: now, kind: 'note_added', actor, detail: { text } }] }));

/** Puts the alert under a silence, or prolongs that. */
export const silence = (
  store: DataSource,
  alert: Running,
  actor: Actor,
  detail: { silence_id: string },
  now: Date,
): Promise<Episode | undefined> =>
  handling(store, alert, now, (before) => {
    const silenced_by = [...new Set([...before.silenced_by, detail.silence_id])].sort();
    return { after: { ...before, silenced_by, state: 'suppressed' }, events: [{ at: now, kind: 'silenced', actor, detail }] };
  });

/** Takes the alert out of a silence. */
export const unsilence = (
  store: DataSource,
  alert: Running,
  actor: Actor,
  detail: { silence_id: string },
  now: Date,
): Promise<Episode | undefined> =>
  handling(store, alert, now, (before) => {
    const silenced_by = before.silenced_by.filter((id) => id !== detail.silence_id);
    const state = silenced_by.length + before.inhibited_by.length > 0 ? 'suppressed' : 'active';
    return { after: { ...before, silenced_by, state }, events: [{ at: now, kind: 'unsilenced', actor, detail }] };
  });

const handling = (store: DataSource, alert: Running, now: Date, step: (before: Episode) => Step): Promise<Episode | undefined> =>
  inTransaction(store, alert.organization, async (tx) => {
    const before = await running.first(tx, alert);
    if (!before) return undefined;
    const { after, events } = step(before);
    if (events.length > 0) await apply(tx, [{ before, after }], now, () => [...events]);
    return after;
  });

const inTransaction = <T>(store: DataSource, organization: number, work: (tx: EntityManager) => Promise<T>): Promise<T> =>
  retrying(() =>
    store.transaction(async (tx) => {
      await lockOrganizations(tx, [organization]);
      return work(tx);
    }),
  );
