import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Db, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Wrap } from '../http/long-answers.js';
import { OwnTree } from '../http/own-tree.js';
import { type List, listed, type SearchQuery } from '../http/paged.js';
import type { User, Users, UsersInput } from './usage.dto.js';

type Seen = { id: number; organization_id: number; subject: string };
type UserRow = { id: string; numeric_id: number; organization_id: string; team_ids: string[]; created_at: Date; deleted_at: Date | null };
/** A user's place: an organization by its internal id, and the `sub` there. */
export type Person = { readonly organization_id: number; readonly subject: string };

const save = sql<never, { rows: string }>(import.meta.url, './save-users.sql');
type Asked = { scopes: number[]; subjects: readonly string[] | null; q: string | null; after: number; most: number };
const list = sql<UserRow, Asked>(import.meta.url, './list-users.sql');
const see = sql<Seen, { rows: string }>(import.meta.url, './see-users.sql');
const whose = sql<{ subject: string; organization_id: number }, { subjects: string[]; scopes: number[]; organization: number }>(
  import.meta.url,
  './whose-users.sql',
);

/** Of one batch, in as many organizations as it names. */
const MOST_SAVED = 1_000_000;

const keyOf = ({ organization_id, subject }: Person): string => `${organization_id} ${subject}`;

/** The numeric id of each person; one that was never seen is made, as of the first time it was seen now. */
export async function numericIds(db: Db, people: readonly (Person & { readonly seen_at: Date })[]): Promise<(person: Person) => number> {
  const ids = new Map<string, number>();
  const rows = JSON.stringify(people);
  // A user that another process made meanwhile is seen by the second look.
  for (let look = 0; look < 2 && people.some((one) => !ids.has(keyOf(one))); look++)
    for (const user of await see.rows(db, { rows })) ids.set(keyOf(user), user.id);
  return (person) => ids.get(keyOf(person)) ?? 0;
}

@Injectable()
export class PeopleService {
  constructor(
    private readonly store: Store,
    private readonly ownTree: OwnTree,
  ) {}

  /** All or none. */
  async put(caller: Caller, { users }: UsersInput): Promise<Users> {
    const organizations = await this.ownTree.find(
      caller,
      users.map((user) => user.organization_id),
    );
    const rows = users.map(({ id, team_ids, created_at, deleted_at }, i) => ({
      organization_id: organizations[i]?.id,
      subject: id,
      team_ids: team_ids ?? null,
      created_at: created_at === undefined ? null : new Date(created_at),
      deleted_at: deleted_at === undefined ? null : new Date(deleted_at),
    }));
    const named = new Set<string>();
    users.forEach(({ organization_id, id }, i) => {
      if (named.size === named.add(`${organization_id} ${id}`).size)
        throw Refusal.field(`users.${i}.id`, 'the same user stands twice in the batch', id);
    });
    await save.rows(this.store, { rows: JSON.stringify(rows) });
    const scopes = scopeIds({ subtrees: [], singles: [...new Set(organizations)] });
    const saved = await list.rows(this.store, { scopes, subjects: users.map(({ id }) => id), q: null, after: 0, most: MOST_SAVED });
    return { users: saved.map(shown).filter((user) => named.has(`${user.organization_id} ${user.id}`)) };
  }

  list(scope: Scope, query: SearchQuery, wrap: Wrap): Promise<object> {
    const users: List<User, readonly [number]> = {
      kinds: ['number'],
      read: async (after, most) => {
        const rows = await list.rows(this.store, {
          scopes: scopeIds(scope),
          subjects: null,
          q: query.q ?? null,
          after: after?.[0] ?? 0,
          most,
        });
        return rows.map((row) => [[row.numeric_id], shown(row)]);
      },
    };
    return listed(wrap, 'users', users, query);
  }

  /** Where each subject is at home in the caller's tree; the caller's own organization for one that is nowhere. */
  async places({ organization }: Caller, subjects: readonly string[]): Promise<Person[]> {
    const scopes = scopeIds({ subtrees: [organization], singles: [] });
    const found = await whose.rows(this.store, { subjects: [...new Set(subjects)], scopes, organization: organization.id });
    const homes = new Map(found.map((one) => [one.subject, one.organization_id]));
    return subjects.map((subject) => ({ subject, organization_id: homes.get(subject) ?? organization.id }));
  }
}

const text = (at: Date): string => instantText(at.getTime());
const shown = (row: UserRow): User => ({ ...row, created_at: text(row.created_at), deleted_at: row.deleted_at && text(row.deleted_at) });
