import type { LabelRule } from '#intake';
import type { Tree } from '#scope';
import type { Gist } from './placed.js';

/** What the last answer of each tenant came to, so that the same answer need not be read again. Placing goes by the tree, reading by the tenant's rule: with another one it is forgotten. */
export class Gists {
  private tree: Tree | undefined;
  private readonly kept = new Map<string, { readonly digest: string; readonly rule: LabelRule; readonly gist: Gist }>();

  of(tenant: string, digest: string, rule: LabelRule, tree: Tree): Gist | undefined {
    if (tree !== this.tree) this.kept.clear();
    this.tree = tree;
    const known = this.kept.get(tenant);
    return known?.digest === digest && known.rule === rule ? known.gist : undefined;
  }

  keep(tenant: string, digest: string, rule: LabelRule, tree: Tree, gist: Gist): void {
    if (tree === this.tree) this.kept.set(tenant, { digest, rule, gist });
  }
}
