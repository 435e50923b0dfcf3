import type { Node, Role, Tree } from '#scope';

/** Rows of kept numbers named `source`, `times` over, are added to those named `target`. */
export type Shift = { readonly target: number; readonly source: number; readonly times: number };
/** An organization as it was stored, living or deleted. */
export type Known = { readonly id: number; readonly role: Role };

/** A part of the tree that moves as a whole: what is below it keeps its place in it. */
type Part = { readonly id: number; readonly before: Node | undefined; readonly after: Node | undefined; readonly known: Known };

/** Rows by day, month and in total are there for every organization; those by quarter only where others may be below: of one alone its alerts are counted. */
export type Shifts = { readonly rows: Shift[]; readonly quarters: Shift[] };

const alone = (id: number, role: Role): number => (role === 'customer' ? id : -id);

/**
 * What a change of the tree means for the kept numbers, in terms of the rows before it: of scopes outside of what moved, and of what changed its level or
 * came back. A row of a deleted organization with others below it means nothing any more; its own, of it alone, stays for its return.
 */
export function shiftsOf(before: Tree, after: Tree, known: readonly Known[]): Shifts {
  const parts = partsOf(before, after, known);
  const [rows, quarters] = [new Sums(), new Sums()];
  const inside = insides(parts, before);
  for (const part of parts.values()) {
    const numbers: [Part, number][] = [[part, 1], ...(inside.get(part.id) ?? []).map((other): [Part, number] => [other, -1])];
    for (const [one, times] of numbers) {
      for (const { id } of aboveOf(part.before, before)) move(id, one, -times);
      for (const { id } of aboveOf(part.after, after)) move(id, one, times);
    }
    for (const { target, source, times } of ownRows(part)) rows.add(target, source, times);
    for (const { target, source, times } of ownQuarters(part)) quarters.add(target, source, times);
  }
  return { rows: rows.list(), quarters: quarters.list() };

  function move(target: number, { id, before: was, known: { role } }: Part, times: number): void {
    rows.add(target, was ? id : alone(id, role), times);
    quarters.add(target, was && role !== 'customer' ? id : -id, times);
  }
}

class Sums {
  private readonly sums = new Map<string, Shift>();

  add(target: number, source: number, times: number): void {
    const key = `${target} ${source}`;
    this.sums.set(key, { target, source, times: (this.sums.get(key)?.times ?? 0) + times });
  }

  list(): Shift[] {
    return [...this.sums.values()].filter(({ times }) => times !== 0);
  }
}

/** The tops of all that moves. Organizations that were never stored have no numbers. */
function partsOf(before: Tree, after: Tree, known: readonly Known[]): Map<number, Part> {
  const stored = new Map(known.map((one) => [one.id, one]));
  const moves = (id: number): boolean => {
    const [was, is] = [before.get(id), after.get(id)];
    if (was?.parentId !== is?.parentId && was && is) return true;
    if (was?.role !== is?.role && was && is) return true;
    return Boolean(was) !== Boolean(is);
  };
  /** Deleted together with its parent. */
  const follows = ({ id, parentId }: Node): boolean => parentId !== null && !after.get(id) && !after.get(parentId);
  const parts = new Map<number, Part>();
  const place = (id: number, fallback: Known | undefined): void => {
    const one = stored.get(id) ?? fallback;
    if (one) parts.set(id, { id, before: before.get(id), after: after.get(id), known: one });
  };
  for (const node of before.all()) if (moves(node.id) && !follows(node)) place(node.id, node);
  for (const node of after.all()) if (!before.get(node.id)) place(node.id, undefined);
  return parts;
}

/** Of each part the parts that moved out of it, or moved by themselves within it. */
function insides(parts: ReadonlyMap<number, Part>, before: Tree): Map<number, Part[]> {
  const inside = new Map<number, Part[]>();
  for (const part of parts.values())
    for (const { id } of aboveOf(part.before, before)) {
      if (!parts.has(id)) continue;
      const held = inside.get(id);
      if (held) held.push(part);
      else inside.set(id, [part]);
      break;
    }
  return inside;
}

/** From its parent to the root. */
function* aboveOf(node: Node | undefined, tree: Tree): Generator<Node> {
  for (let at = node?.parentId ?? null; at !== null; ) {
    const above = tree.get(at);
    if (!above) return;
    yield above;
    at = above.parentId;
  }
}

/** What changes its level, or comes back, counts in other rows of its own. */
function* ownRows({ id, before, after, known }: Part): Generator<Shift> {
  if (!after) return;
  const [was, is] = [alone(id, known.role), alone(id, after.role)];
  if (!before && was !== id) {
    yield { target: id, source: id, times: -1 };
    yield { target: id, source: was, times: 1 };
  }
  if (was === is) return;
  yield { target: -id, source: -id, times: -1 };
  if (is === -id) yield { target: -id, source: was, times: 1 };
}

function* ownQuarters({ id, before, after, known }: Part): Generator<Shift> {
  if (!after || (before && (known.role === 'customer') === (after.role === 'customer'))) return;
  yield { target: id, source: id, times: -1 };
  if (after.role !== 'customer') yield { target: id, source: -id, times: 1 };
}
