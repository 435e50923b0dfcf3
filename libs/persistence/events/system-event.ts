import { type Db, sql } from '../sql.js';

/** Something the platform tells the people of an organization. `message` holds no text of callers but ids, so that a flood of the same folds into one row. */
export type SystemEvent = {
  /** null: the owner's log. */
  readonly organization: number | null;
  readonly severity: 'info' | 'warning' | 'error';
  /** The part of the platform that speaks. */
  readonly source: string;
  readonly message: string;
  readonly times?: number;
};

const write = sql<never, Required<SystemEvent>>(import.meta.url, './system-event.sql');

export async function systemEvent(db: Db, event: SystemEvent): Promise<void> {
  await write.rows(db, { times: 1, ...event });
}
