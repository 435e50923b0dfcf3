import { Injectable } from '@nestjs/common';
import { OrganizationTree } from '#persistence';
import { Refusal } from '#runtime';
import { type Node, nodesOf, type Scope, type Tree } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { FoundOrganization, FoundOrganizations, OrganizationSearch } from './search.dto.js';

const MOST_IDS = 200;

/** Answers from the tree in memory. */
@Injectable()
export class SearchService {
  constructor(private readonly tree: OrganizationTree) {}

  /** What is not in the caller's tree is as unknown: it is not found, and nothing stands below it. */
  async search({ organization: own }: Caller, scope: Scope, asked: OrganizationSearch): Promise<FoundOrganizations> {
    if ((asked.id?.length ?? 0) > MOST_IDS) throw Refusal.field('id', `must not be given more than ${MOST_IDS} times`, asked.id?.length);
    const tree = await this.tree.current();
    const after = positionOf(asked.cursor);
    const fits = filterOf(asked, tree);
    const found = nodesOf(scope, tree)
      .filter((node) => fits(node) && (!after || compare(keyOf(node), after) > 0))
      .sort((a, b) => compare(keyOf(a), keyOf(b)));
    const [page, last] = [found.slice(0, asked.limit), found[asked.limit - 1]];
    return {
      organizations: page.map((node) => shown(node, own, tree)),
      next_cursor: last && found.length > asked.limit ? cursorAfter(last) : null,
    };
  }
}

function filterOf({ q, parent_id, id, role }: OrganizationSearch, tree: Tree): (node: Node) => boolean {
  const part = q?.toLowerCase();
  const parent = parent_id === undefined ? undefined : (tree.find(parent_id)?.id ?? Number.NaN);
  const ids = id && new Set(id);
  return (node) =>
    (role === undefined || node.role === role) &&
    (parent === undefined || node.parentId === parent) &&
    (ids === undefined || ids.has(node.publicId)) &&
    (part === undefined || node.publicId.toLowerCase().includes(part) || node.name.toLowerCase().includes(part));
}

function shown(node: Node, own: Node, tree: Tree): FoundOrganization {
  const above: string[] = [];
  for (const one of tree.upward(node)) {
    above.unshift(one.name);
    if (one.id === own.id) break;
  }
  return { id: node.publicId, name: node.name, role: node.role, path: above, children: tree.childrenOf(node).length };
}

type Key = readonly [name: string, id: string];
const keyOf = ({ name, publicId }: Node): Key => [name, publicId];
/** By UTF-16 units, which no locale changes: a cursor means the same at every gateway. */
const compare = (a: Key, b: Key): number => (a[0] === b[0] ? order(a[1], b[1]) : order(a[0], b[0]));
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const cursorAfter = (node: Node): string => Buffer.from(JSON.stringify(keyOf(node))).toString('base64url');

function positionOf(cursor: string | undefined): Key | undefined {
  if (cursor === undefined) return undefined;
  try {
    const said: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isKey(said)) return said;
  } catch {}
  throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
}

const isKey = (said: unknown): said is Key => Array.isArray(said) && said.length === 2 && said.every((part) => typeof part === 'string');
