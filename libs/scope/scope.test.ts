import fc from 'fast-check';
import { covers, listBinds, type Node, type Role, resolveScope, roles, type Scope, scopeIds, sizeOf, Tree } from './scope.js';

type Planted = { readonly nodes: readonly Node[]; readonly names: readonly string[] };

/** A tree of up to 25 organizations on any levels, some of which are deleted with all below them; `names` holds every id, and some that never were. */
const planted: fc.Arbitrary<Planted> = fc
  .array(fc.record({ parent: fc.nat(), level: fc.nat(), deleted: fc.boolean() }), { maxLength: 25 })
  .map((seeds) => {
    const all: (Node & { gone: boolean })[] = [node(1, 'owner', null)];
    for (const { parent, level, deleted } of seeds) {
      const parents = all.filter((one) => one.role !== 'customer');
      const above = parents[parent % parents.length] ?? node(1, 'owner', null);
      const lower = roles.slice(roles.indexOf(above.role) + 1);
      const role = lower[level % lower.length] ?? 'customer';
      all.push({ ...node(all.length + 1, role, above.id), gone: above.gone || (deleted && level % 3 === 0) });
    }
    return { nodes: all.filter(({ gone }) => !gone), names: [...all.map(({ publicId }) => publicId), '', 'never-was'] };
  });

function node(id: number, role: Role, parentId: number | null): Node & { gone: boolean } {
  return { id, publicId: `o${id}`, name: `o${id}`, role, parentId, tenantId: `t${id}`, timezone: 'UTC', gone: false };
}

const question = planted.chain(({ nodes, names }) =>
  fc.record({
    nodes: fc.constant(nodes),
    caller: fc.constantFrom(...nodes),
    organizations: fc.array(fc.constantFrom(...names), { maxLength: 8 }),
    descendants: fc.boolean(),
  }),
);

const isAtOrBelow = (nodes: readonly Node[], top: Node, one: Node | undefined): boolean =>
  one !== undefined &&
  (one.id === top.id ||
    isAtOrBelow(
      nodes,
      top,
      nodes.find(({ id }) => id === one.parentId),
    ));
const idsBelow = (nodes: readonly Node[], top: Node): number[] => nodes.filter((one) => isAtOrBelow(nodes, top, one)).map(({ id }) => id);

/** Contract 2.1, row by row, without any cleverness. */
function oracle(nodes: readonly Node[], caller: Node, organizations: readonly string[], descendants: boolean): number[] | 'outside' {
  if (caller.role === 'customer') return [caller.id];
  const values = organizations.filter((value) => value !== '');
  if (values.length === 0) return idsBelow(nodes, caller);
  const found = values.map((value) => nodes.find(({ publicId }) => publicId === value));
  if (caller.role !== 'owner' && found.some((one) => !isAtOrBelow(nodes, caller, one))) return 'outside';
  const named = found.filter((one) => one !== undefined);
  return [...new Set(named.flatMap((one) => (descendants ? idsBelow(nodes, one) : [one.id])))].sort((a, b) => a - b);
}

const expanded = (scope: Scope, tree: Tree): number[] =>
  [...scope.subtrees.flatMap((top) => [...tree.subtree(top)]), ...scope.singles].map(({ id }) => id).sort((a, b) => a - b);

const resolved = (tree: Tree, caller: Node, organizations: readonly string[], descendants: boolean): Scope => {
  const scope = resolveScope({ organization: caller }, { organizations, descendants }, tree);
  if (scope === 'outside') throw new Error('outside');
  return scope;
};

test('the scope is what the rule says, on any tree and for any caller, and names no organization twice', () => {
  fc.assert(
    fc.property(question, ({ nodes, caller, organizations, descendants }) => {
      const tree = new Tree(nodes);
      const scope = resolveScope({ organization: caller }, { organizations, descendants }, tree);
      const expected = oracle(nodes, caller, organizations, descendants);
      expect(scope === 'outside' ? scope : expanded(scope, tree)).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});

test('no question widens the scope beyond what the caller has without one', () => {
  fc.assert(
    fc.property(question, ({ nodes, caller, organizations, descendants }) => {
      const tree = new Tree(nodes);
      const scope = resolveScope({ organization: caller }, { organizations, descendants }, tree);
      fc.pre(scope !== 'outside');
      expect(covers(resolved(tree, caller, [], false), scope, tree)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('one scope covers another exactly when it has all of its organizations', () => {
  const pair = question.chain((first) =>
    fc.record({
      first: fc.constant(first),
      other: fc.array(fc.constantFrom(...first.nodes), { minLength: 1, maxLength: 5 }),
      deep: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(pair, ({ first: { nodes, organizations, descendants }, other, deep }) => {
      const tree = new Tree(nodes);
      const owner = nodes.find(({ role }) => role === 'owner');
      fc.pre(owner !== undefined);
      const outer = resolved(tree, owner, organizations, descendants);
      const inner = resolved(
        tree,
        owner,
        other.map(({ publicId }) => publicId),
        deep,
      );
      const held = new Set(expanded(outer, tree));
      // A single organization with others below it is no sub-tree, even when nothing else of the sub-tree is asked for.
      const expected = expanded(inner, tree).every((id) => held.has(id));
      fc.pre(outer.singles.length === 0 || inner.subtrees.length === 0);
      expect(covers(outer, inner, tree)).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('the size, the projection rows and the list binds of a scope count each of its organizations once', () => {
  fc.assert(
    fc.property(question, ({ nodes, caller, organizations, descendants }) => {
      const tree = new Tree(nodes);
      const scope = resolveScope({ organization: caller }, { organizations, descendants }, tree);
      fc.pre(scope !== 'outside');
      const ids = expanded(scope, tree);
      expect(sizeOf(scope, tree)).toBe(ids.length);
      const byRow = scopeIds(scope).flatMap((row) => nodes.filter((one) => (row > 0 ? inTree(nodes, row, one) : one.id === -row)));
      expect(byRow.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
      const { owners, distributors, resellers, organizations: alone } = listBinds(scope);
      const byList = nodes.filter(
        (one) => alone.includes(one.id) || [...owners, ...distributors, ...resellers].some((top) => inTree(nodes, top, one)),
      );
      expect(byList.map(({ id }) => id)).toEqual(ids);
    }),
    { numRuns: 1_000 },
  );
});

const inTree = (nodes: readonly Node[], top: number, one: Node): boolean =>
  nodes.some((above) => above.id === top && isAtOrBelow(nodes, above, one));

test('a tree knows each organization, its size and everything below it', () => {
  fc.assert(
    fc.property(planted, ({ nodes }) => {
      const tree = new Tree(nodes);
      for (const one of nodes) {
        expect([...tree.subtree(one)].map(({ id }) => id).sort((a, b) => a - b)).toEqual(idsBelow(nodes, one));
        expect(tree.size(one)).toBe(idsBelow(nodes, one).length);
        expect(tree.find(one.publicId)).toBe(one);
      }
    }),
  );
});
