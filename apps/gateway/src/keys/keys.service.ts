import { Injectable } from '@nestjs/common';
import { KeyRing, OrganizationTree, Store, sql, systemEvent } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { createKeyText } from '../http/identity/key-text.js';
import type { Wrap } from '../http/long-answers.js';
import { OwnTree } from '../http/own-tree.js';
import { type List, listed, type SearchQuery } from '../http/paged.js';
import { grantOf } from './grant.js';
import type { ApiKey, ApiKeyInput, CreatedApiKey } from './keys.dto.js';

type Row = Omit<ApiKey, 'organization_id' | 'expires_at' | 'created_at' | 'last_used_at'> & {
  organization: number;
  expires_at: Date | null;
  created_at: Date;
  last_used_at: Date | null;
};
type NewKey = Pick<ApiKeyInput, 'name' | 'permissions' | 'scopes' | 'roles'> & {
  id: string;
  organization: number;
  user: string;
  hash: Buffer;
  cidrs: readonly string[];
  expires: Date | null;
  creator: string;
};

const createKey = sql<{ id: string }, NewKey>(import.meta.url, './create.sql');
type Asked = { id: string | null; q: string | null; after_at: Date; after_id: string; most: number };
const list = sql<Row, ListBinds & Asked>(import.meta.url, './list.sql');
const revoke = sql<{ id: string }, { id: string }>(import.meta.url, './revoke.sql');

/** Before every key. */
const FIRST = [0, ''] as const;

@Injectable()
export class KeysService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly own: OwnTree,
    private readonly ring: KeyRing,
  ) {}

  async create(caller: Caller, input: ApiKeyInput, now: Date): Promise<CreatedApiKey> {
    const [organization = caller.organization] = await this.own.find(caller, [input.organization_id]);
    const { cidrs, expires } = grantOf(caller, input);
    if (expires && expires <= now) throw Refusal.field('expires_at', 'expires_at must be in the future', expires.toISOString());
    const { id, hash, text } = createKeyText();
    const { name, permissions, scopes, roles } = input;
    await this.store.transaction(async (tx) => {
      const user = input.user_id ?? caller.subject;
      const whose = { organization: organization.id, user, creator: caller.subject };
      await createKey.one(tx, { id, hash, name, permissions, scopes, roles, cidrs, expires, ...whose });
      await systemEvent(tx, { organization: organization.id, severity: 'info', source: 'api-keys', message: `API key ${id} was created` });
    });
    await this.ring.refreshed();
    return { ...(await this.find({ subtrees: [], singles: [organization] }, id)), key: text };
  }

  async list(scope: Scope, query: SearchQuery, wrap: Wrap): Promise<object> {
    await this.ring.flushUses();
    const keys: List<ApiKey, readonly [number, string]> = {
      kinds: ['number', 'string'],
      read: async (after, most) => {
        const [at, id] = after ?? FIRST;
        const rows = await this.read(scope, { id: null, q: query.q ?? null, after_at: new Date(at), after_id: id, most });
        return rows.map((row) => [[Date.parse(row.created_at), row.id], row]);
      },
    };
    return listed(wrap, 'api_keys', keys, query);
  }

  /** Ends the key everywhere: on this gateway before the answer is given. */
  async revoke(caller: Caller, id: string): Promise<ApiKey> {
    const key = await this.find({ subtrees: [caller.organization], singles: [] }, id);
    const organization = (await this.tree.current()).find(key.organization_id)?.id ?? null;
    await this.store.transaction(async (tx) => {
      if (!(await revoke.first(tx, { id }))) throw new Refusal('not-found');
      await systemEvent(tx, { organization, severity: 'info', source: 'api-keys', message: `API key ${id} was revoked` });
    });
    await this.ring.refreshed();
    return key;
  }

  private async find(scope: Scope, id: string): Promise<ApiKey> {
    const [key] = id.includes('\0')
      ? []
      : await this.read(scope, { id, q: null, after_at: new Date(FIRST[0]), after_id: FIRST[1], most: 1 });
    if (!key) throw new Refusal('not-found');
    return key;
  }

  private async read(scope: Scope, asked: Asked): Promise<ApiKey[]> {
    const tree = await this.tree.current();
    const rows = await list.rows(this.store, { ...asked, ...listBinds(scope) });
    return rows.map(({ organization, expires_at, created_at, last_used_at, ...row }) => ({
      ...row,
      organization_id: tree.get(organization)?.publicId ?? '',
      expires_at: expires_at?.toISOString() ?? null,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    }));
  }
}
