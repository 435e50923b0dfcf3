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
/** A row of alert_event, before the alert's id is known. `actor` is null when no person did it. Timelines do not show what was `held`. */
export type TimelineEvent = { readonly at: Date; readonly kind: EventKind | 'held'; readonly actor?: unknown; readonly detail?: unknown };

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
  if (!after.ends_at) events.push(...holding(before, after, now));
  return events;
}

/** The lists of an episode that say what holds it, as lines of the timeline spell them. */
const HOLDERS = [
  { list: 'silenced_by', told: 'silences', begun: 'silenced', over: 'unsilenced' },
  { list: 'inhibited_by', told: 'alerts', begun: 'inhibited', over: 'uninhibited' },
  { list: 'muted_by', told: 'mutes', begun: null, over: null },
] as const;

/**
 * Who holds the alert from now on, wherever that has changed: `held` tells what the other lines do not. What held it when it was first seen has held
 * it since it began; of one that is opened again everything is told anew.
 */
function holding(before: Episode | null, after: Episode, now: Date): TimelineEvent[] {
  const at = isFirstSight(before) ? after.starts_at : now;
  const events: TimelineEvent[] = [];
  const held: Record<string, readonly string[]> = {};
  for (const { list, told, begun, over } of HOLDERS) {
    const [was, is] = [before?.[list] ?? [], after[list]];
    if (begun && was.length === 0 && is.length > 0) events.push({ at, kind: begun, detail: { [told]: is } });
    else if (over && was.length > 0 && is.length === 0) events.push({ at, kind: over });
    else if (before?.ends_at || !isSame(was, is)) held[told] = is;
  }
  return Object.keys(held).length > 0 ? [...events, { at, kind: 'held', detail: held }] : events;
}

/** An Alertmanager that has just been told of an alert may not have looked yet what holds it. */
const isFirstSight = (before: Episode | null): boolean =>
  !before || (before.state === 'unprocessed' && HOLDERS.every(({ list }) => before[list].length === 0));

const isSame = (was: readonly string[], is: readonly string[]): boolean => was.length === is.length && was.every((one, i) => one === is[i]);
