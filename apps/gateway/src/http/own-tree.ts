import { Injectable } from '@nestjs/common';
import { OrganizationTree } from '#persistence';
import { Refusal } from '#runtime';
import type { Node, Tree } from '#scope';
import type { Caller } from './identity/caller.js';

/** For bodies that name organizations. */
@Injectable()
export class OwnTree {
  constructor(private readonly tree: OrganizationTree) {}

  /** The organization of each name, the caller's own where there is none. Refuses with 403 what is not in the caller's tree, unknown ones alike. */
  async find({ organization }: Caller, names: readonly (string | undefined)[]): Promise<Node[]> {
    const look = (tree: Tree): Node[] | undefined => {
      const found = names.map((name) => (name === undefined ? organization : tree.find(name)));
      const own = found.filter((node) => node !== undefined && tree.contains(organization, node)) as Node[];
      return own.length === names.length ? own : undefined;
    };
    const found = look(await this.tree.current()) ?? look(await this.tree.refreshed());
    if (!found) throw new Refusal('outside-scope');
    return found;
  }
}
