import type { DataSource, EntityManager } from 'typeorm';
import { prepared } from '../sql.js';
import { apply } from './apply.js';
import type { Episode, Handled } from './episode.js';
import { lockOrganizations, retrying } from './record.js';
import type { TimelineEvent } from './timeline.js';

/** Who handles an alert, as timelines and assignments show it. */
export type Actor = { readonly user_id: string; readonly user_name: string; readonly user_org_id: string; readonly user_org_name: string };
export type Assignment = Actor & { readonly assigned_at: string };
/** A fingerprint of an organization; its running episode is meant. */
export type Running = { readonly organization: number; readonly fingerprint: string };

export type HandledEpisode = Episode & Handled & { readonly id: number; readonly public_id: string };
/** What becomes of the alert, and what its timeline says of it. Without events nothing has happened. */
export type Step = { readonly after: HandledEpisode; readonly events: readonly TimelineEvent[] };

const running = prepared<HandledEpisode, Running>(import.meta.url, './running.sql');
const saveAssignment = prepared<never, { id: number; assigned_to: string | null }>(import.meta.url, './save-assignment.sql');

/** Puts the actor in charge. The first time is the acknowledgement. The alert as it is then; undefined when none is running. */
export const assign = (
  store: DataSource,
  alert: Running,
  actor: Actor,
  note: string | undefined,
  now: Date,
): Promise<HandledEpisode | undefined> =>
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

/** Nobody is in charge any more. Whether somebody was; undefined when none is running. */
export async function release(store: DataSource, alert: Running, actor: Actor, now: Date): Promise<boolean | undefined> {
  let held: Assignment | null = null;
  const found = await handling(store, alert, now, (before) => {
    held = before.assigned_to as Assignment | null;
    if (!held) return { after: before, events: [] };
    const detail = { user_id: held.user_id, user_name: held.user_name };
    return { after: { ...before, assigned_to: null }, events: [{ at: now, kind: 'unassigned', actor, detail }] };
  });
  return found && held !== null;
}

/** Adds a line to the timeline. */
export const note = (store: DataSource, alert: Running, actor: Actor, text: string, now: Date): Promise<HandledEpisode | undefined> =>
  handling(store, alert, now, (before) => ({ after: before, events: [{ at: now, kind: 'note_added', actor, detail: { text } }] }));

const handling = (
  store: DataSource,
  alert: Running,
  now: Date,
  step: (before: HandledEpisode) => Step,
): Promise<HandledEpisode | undefined> =>
  retrying(() =>
    store.transaction(async (tx) => {
      await lockOrganizations(tx, [alert.organization]);
      return handleIn(tx, alert, now, step);
    }),
  );

/** One step of a running alert, in a transaction that holds the lock of its organization. Undefined: none is running. */
export async function handleIn(
  tx: EntityManager,
  alert: Running,
  now: Date,
  step: (before: HandledEpisode) => Step,
): Promise<HandledEpisode | undefined> {
  const before = await running.first(tx, alert);
  if (!before) return undefined;
  const { after, events } = step(before);
  if (events.length > 0) await apply(tx, [{ before, after }], now, () => events);
  if (after.assigned_to !== before.assigned_to)
    await saveAssignment.rows(tx, { id: before.id, assigned_to: after.assigned_to ? JSON.stringify(after.assigned_to) : null });
  return after;
}
