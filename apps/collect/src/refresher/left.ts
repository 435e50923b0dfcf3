import { type Db, sql } from '#persistence';

type Asked = { readonly tenant: string; readonly organizations: readonly number[] };
const left = sql<{ tenant: string }, { asked: string }>(import.meta.url, './left.sql');

/** The tenants whose answers were placed with an older tree: an organization among theirs has another tenant by now, whose poll alone may write for it. */
export const tenantsLeft = async (db: Db, asked: readonly Asked[]): Promise<ReadonlySet<string>> =>
  new Set((await left.rows(db, { asked: JSON.stringify(asked) })).map(({ tenant }) => tenant));
