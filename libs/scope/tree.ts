/** The levels of the hierarchy, highest first. A level may be skipped; a child always stands below its parent. */
export const roles = ['owner', 'distributor', 'reseller', 'customer'] as const;
export type Role = (typeof roles)[number];

/** An organization as the tree knows it. `id` is internal, `publicId` is what callers say. */
export type Node = {
  readonly id: number;
  readonly publicId: string;
  readonly name: string;
  readonly role: Role;
  readonly parentId: number | null;
  readonly tenantId: string;
  readonly timezone: string;
};

/** Every living organization. Immutable: a change makes a new tree. Deleted organizations are in nobody's tree. */
export class Tree {
  private readonly byId: ReadonlyMap<number, Node>;
  private readonly byPublicId: ReadonlyMap<string, Node>;
  private readonly children = new Map<number, Node[]>();
  private readonly sizes = new Map<number, number>();

  constructor(nodes: readonly Node[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.byPublicId = new Map(nodes.map((node) => [node.publicId, node]));
    for (const node of nodes) {
      if (node.parentId !== null) this.listBelow(node.parentId).push(node);
      for (const above of this.upward(node)) this.sizes.set(above.id, (this.sizes.get(above.id) ?? 0) + 1);
    }
  }

  find(publicId: string): Node | undefined {
    return this.byPublicId.get(publicId);
  }

  get(id: number): Node | undefined {
    return this.byId.get(id);
  }

  all(): Iterable<Node> {
    return this.byId.values();
  }

  /** The node and all below it, itself first. */
  *subtree(node: Node): Generator<Node> {
    yield node;
    for (const child of this.childrenOf(node)) yield* this.subtree(child);
  }

  /** What stands directly below. */
  childrenOf(node: Node): readonly Node[] {
    return this.children.get(node.id) ?? [];
  }

  /** How many organizations `subtree` has, without walking it. */
  size(node: Node): number {
    return this.sizes.get(node.id) ?? 1;
  }

  /** True when `below` is `above` or lies under it. */
  contains(above: Node, below: Node): boolean {
    for (const node of this.upward(below)) if (node.id === above.id) return true;
    return false;
  }

  private listBelow(id: number): Node[] {
    const known = this.children.get(id) ?? [];
    this.children.set(id, known);
    return known;
  }

  /** The node, its parent, and so on to the root. */
  *upward(node: Node): Generator<Node> {
    for (let at: Node | undefined = node; at; at = at.parentId === null ? undefined : this.byId.get(at.parentId)) yield at;
  }
}
