import { type Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import type { Caller } from '../../http/identity/caller.js';
import type { Prepared } from '../ordering.service.js';
import type { Schedule } from './schedules.dto.js';

/** A row of report_schedule. */
export type Row = Omit<Schedule, 'next_run_at'> & { organization_id: number; prepared: Pick<Prepared, 'days'>; next_run_at: Date | null };

const find = sql<Row, { id: string; organization: number }>(import.meta.url, './find.sql');
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => ID.test(text);

/** A schedule of the caller's organization or of one below it. Refuses with 404 any other, as one that there is not. */
export async function visibleTo(store: Store, { organization }: Caller, id: string): Promise<Row> {
  const row = isId(id) ? await find.first(store, { id, organization: organization.id }) : undefined;
  if (!row) throw new Refusal('schedule-not-found');
  return row;
}
