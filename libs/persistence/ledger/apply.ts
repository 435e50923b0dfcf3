import { type Db, prepared } from '../sql.js';
import { columnsOf } from './columns.js';
import { deltasOf, NO_DELTA } from './delta.js';
import { type Change, type Episode, NO_EPISODE } from './episode.js';
import { NO_NEWS, newsOf } from './news.js';
import { type TimelineEvent, timelineOf } from './timeline.js';
import { toldOf } from './told.js';

type Columns = Readonly<Record<string, unknown>>;
/** An episode that has its id. */
type Stored = Episode & { id: number };
type Written = Change & { readonly before: Stored | null; readonly after: Stored | null };

const ensureMonthsOf = prepared<never, { starts: Date[] }>(import.meta.url, './ensure-months.sql');
const newIds = prepared<{ id: number }, { n: number }>(import.meta.url, './new-ids.sql');
const removeOpen = prepared<never, { ids: number[] }>(import.meta.url, './remove-open.sql');
const removeEnded = prepared<never, { ids: number[]; starts: Date[] }>(import.meta.url, './remove-ended.sql');
const merge = prepared<never, { ids: number[]; others: number[] }>(import.meta.url, './merge.sql');
const changeOpen = prepared<never, Columns>(import.meta.url, './change-open.sql');
const insertOpen = prepared<never, Columns>(import.meta.url, './insert-open.sql');
const insertEnded = prepared<never, Columns>(import.meta.url, './insert-ended.sql');
const touchOpen = prepared<never, Columns>(import.meta.url, './touch-open.sql');
const append = prepared<never, Columns>(import.meta.url, './append.sql');

/**
 * Writes changes with everything that follows from them: rows, timelines, differences, news. Every change of an alert passes here, inside a transaction
 * that holds the lock of its organization. Each `after` has its `series_id`. `events` replaces what the timeline would say by itself.
 */
export async function apply(
  db: Db,
  changes: readonly Change[],
  now: Date,
  events: (change: Change) => readonly TimelineEvent[] = (one) => timelineOf(one, now),
): Promise<void> {
  const retold = changes.filter((one) => one.retold);
  if (retold.length > 0)
    await touchOpen.rows(
      db,
      columnsOf(
        retold.map(({ after }) => ({ ...NO_TOUCH, ...after })),
        NO_TOUCH,
      ),
    );
  const written = await namedAll(
    db,
    changes.filter((one) => !one.retold),
  );
  if (written.length === 0) return;
  await takeAway(db, written);
  await put(db, written);
  const happened = written.map((change) => ({ change, events: change.after ? events(change) : [] }));
  const lines = happened.flatMap(({ change: { after }, events: said }) =>
    said.map((event) => ({ ...NO_LINE, ...event, alert_id: after?.id ?? 0 })),
  );
  await append.rows(db, {
    ...columnsOf(lines, NO_LINE),
    ...columnsOf(deltasOf(written), NO_DELTA),
    ...columnsOf([...toldOf(happened, now), ...newsOf(written)], NO_NEWS),
  });
}

async function namedAll(db: Db, changes: readonly Change[]): Promise<Written[]> {
  await nameNew(db, changes);
  return changes.map(storedOf);
}

/** Ids ascend in one order of their alerts, whatever the order in which a batch names them. */
async function nameNew(db: Db, changes: readonly Change[]): Promise<void> {
  const fresh = changes.flatMap(({ before, after }) => (!before && after ? [after] : []));
  if (fresh.length === 0) return;
  const ids = await newIds.rows(db, { n: fresh.length });
  fresh
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
    .forEach((one, i) => {
      one.id = ids[i]?.id ?? null;
    });
}

const orderOf = (one: Episode): string => `${one.organization_id} ${one.starts_at.getTime()} ${one.fingerprint}`;

function storedOf({ before, after, into }: Change): Written {
  const was = before && named(before);
  if (after === before) return { before: was, after: was };
  return { before: was, after: after && named({ ...after, id: was?.id ?? after.id }), into };
}

function named(episode: Episode): Stored {
  if (episode.id === null) throw new Error(`an alert of ${episode.fingerprint} has no id`);
  return { ...episode, id: episode.id };
}

async function takeAway(db: Db, written: readonly Written[]): Promise<void> {
  const left = written.flatMap(({ before, after }) =>
    before && before !== after && !(isOpen(before) && after && isOpen(after)) ? [before] : [],
  );
  const open = left.filter(isOpen).map((one) => one.id);
  if (open.length > 0) await removeOpen.rows(db, { ids: open });
  const ended = left.filter((one) => !isOpen(one));
  if (ended.length > 0) await removeEnded.rows(db, { ids: ended.map((one) => one.id), starts: ended.map((one) => one.starts_at) });
  const merged = written.flatMap(({ before, after, into }) => (before && !after && into?.id ? [{ id: before.id, into: into.id }] : []));
  if (merged.length > 0) await merge.rows(db, { ids: merged.map((one) => one.id), others: merged.map((one) => one.into) });
}

async function put(db: Db, written: readonly Written[]): Promise<void> {
  const kept = written.flatMap(({ before, after }) =>
    after && before !== after ? [{ wasOpen: before !== null && isOpen(before), after }] : [],
  );
  const rows = (wanted: (one: (typeof kept)[number]) => boolean) => kept.filter(wanted).map(({ after }) => rowOf(after));
  const [changed, opened, ended] = [
    rows(({ wasOpen, after }) => isOpen(after) && wasOpen),
    rows(({ wasOpen, after }) => isOpen(after) && !wasOpen),
    rows(({ after }) => !isOpen(after)),
  ];
  if (changed.length > 0) await changeOpen.rows(db, columnsOf(changed, NO_ROW));
  if (opened.length > 0) await insertOpen.rows(db, columnsOf(opened, NO_ROW));
  if (ended.length > 0) await ensureMonthsOf.rows(db, { starts: ended.map((one) => one.starts_at) });
  if (ended.length > 0) await insertEnded.rows(db, columnsOf(ended, NO_ROW));
}

/** A list that a jsonb column takes is a text. */
const rowOf = (episode: Episode) => ({ ...episode, parts: episode.parts && JSON.stringify(episode.parts) });

const isOpen = (one: Episode): boolean => one.ends_at === null;

type Line = TimelineEvent & { readonly alert_id: number };
const NO_LINE: Line = { alert_id: 0, at: new Date(0), kind: 'fired', actor: null, detail: null };
const NO_TOUCH = { id: 0, reporters: {} };
const NO_ROW = { ...NO_EPISODE, series_id: 0, parts: null as string | null };
