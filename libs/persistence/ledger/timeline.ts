import type { Change, Episode } from './episode.js';

export type EventKind =
  | 'fired'
  | 'severity_changed'
  | 'assigned'
  | 'unassigned'
  | 'note_added'
  | 'silenced'
  | 'unsilenced'
  | 'inhibited'
  | 'uninhibited'
  | 'notified'
  | 'resolved';
/** A row of alert_event, before the alert's id is known. `actor` is null when no person did it. */
export type TimelineEvent = { readonly at: Date; readonly kind: EventKind; readonly actor?: unknown; readonly detail?: unknown };

/**
 * What the timeline says of a change that an observation brought. That an alert fired and was resolved it says by itself, from start and end;
 * of one that is opened again the end so far is kept.
 */
export function timelineOf({ before, after }: Change, now: Date): TimelineEvent[] {
  if (!after) return [];
  const events: TimelineEvent[] = [];
  if (before?.ends_at && !after.ends_at)
    events.push(
      { at: before.ends_at, kind: 'resolved', detail: { resolution: before.resolution } },
      { at: now, kind: 'fired', detail: { severity: after.severity } },
    );
  else if (before && before.severity !== after.severity)
    events.push({ at: now, kind: 'severity_changed', detail: { from: before.severity, to: after.severity } });
  if (!after.ends_at) events.push(...silencing(before, after, now), ...inhibiting(before, after, now));
  return events;
}

function silencing(before: Episode | null, after: Episode, now: Date): TimelineEvent[] {
  const [was, is] = [before?.silenced_by.length ?? 0, after.silenced_by.length];
  if (was === 0 && is > 0) return [{ at: now, kind: 'silenced', detail: { silences: after.silenced_by } }];
  if (was > 0 && is === 0) return [{ at: now, kind: 'unsilenced' }];
  return [];
}

function inhibiting(before: Episode | null, after: Episode, now: Date): TimelineEvent[] {
  const [was, is] = [before?.inhibited_by.length ?? 0, after.inhibited_by.length];
  if (was === 0 && is > 0) return [{ at: now, kind: 'inhibited', detail: { alerts: after.inhibited_by } }];
  if (was > 0 && is === 0) return [{ at: now, kind: 'uninhibited' }];
  return [];
}
