import type { ToldKind } from '../ledger/told.js';
import { type Db, sql } from '../sql.js';

/** A line of the feed as callers are told it. `event` null: the alert has changed, whatever is told of it. */
export type ToldLine = {
  readonly number: number;
  /** When it got its number. */
  readonly numbered_at: Date;
  /** 11 base58 characters; null where nothing is told. */
  readonly alert_id: string | null;
  readonly starts_at: Date;
  readonly organization: number;
  readonly series: number | null;
  readonly event: ToldKind | null;
  readonly instant: Date | null;
  /** The user who did it. */
  readonly actor: string | null;
};

/** What a series says of its alerts. `labels` as filters see them: with name, severity, system and organization. */
export type Description = {
  readonly id: number;
  readonly fingerprint: string;
  readonly alertname: string;
  readonly severity: string | null;
  readonly labels: Readonly<Record<string, string>>;
};

/** Numbers after one and up to another, of some organizations and kinds; null: of all. */
export type Stretch = {
  readonly after: number;
  readonly upto: number;
  readonly organizations: readonly number[] | null;
  readonly events: readonly ToldKind[] | null;
};

const lines = sql<ToldLine, Stretch & { most: number }>(import.meta.url, './told-lines.sql');
const numberedAt = sql<{ at: Date }, { number: number }>(import.meta.url, './numbered-at.sql');
const describe = sql<Description, { ids: number[] }>(import.meta.url, './descriptions.sql');

/** The first lines of a stretch, in their order. Fewer than `most`: there are no more. */
export const toldLines = (db: Db, stretch: Stretch, most: number): Promise<ToldLine[]> => lines.rows(db, { ...stretch, most });

/** When the line after a number got its own; undefined: there is none yet. */
export const feedTime = async (db: Db, number: number): Promise<Date | undefined> => (await numberedAt.first(db, { number }))?.at;

/** Series by id; those that nothing refers to any more are missing. */
export const descriptions = (db: Db, ids: readonly number[]): Promise<Description[]> =>
  ids.length === 0 ? Promise.resolve([]) : describe.rows(db, { ids: [...ids] });
