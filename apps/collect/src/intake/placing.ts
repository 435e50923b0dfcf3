import { Injectable } from '@nestjs/common';
import { type Draft, isFields, isForeign, place, type Reason, systemsOf } from '#intake';
import { OrganizationTree, Store } from '#persistence';
import type { Node, Tree } from '#scope';
import type { Aside } from './quarantine.js';

/** One alert as it was sent: what could be read of it, or why not. `payload` is what came, with its receiver. */
export type Sent = { readonly draft: Draft | Reason; readonly payload: unknown };
type Readable<T extends Sent> = Omit<T, 'draft'> & { readonly draft: Draft };
export type Placed<T extends Sent> = Readable<T> & { readonly organizationId: number };

/** What is kept of an alert that is set aside: as it came, with the labels that a rule has left of it. */
export function payloadOf(alert: unknown, receiver: string | null, draft: Draft | Reason): unknown {
  const texts = typeof draft === 'string' ? {} : { labels: draft.labels, annotations: draft.annotations, fingerprint: draft.fingerprint };
  return { receiver, alert: isFields(alert) ? { ...alert, ...texts } : alert };
}

/** Says whose the alerts are that a sender tells of. */
@Injectable()
export class Placing {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  /**
   * `tenant` is null when the sender did not say which; `scopes` bound a sender that speaks for some organizations only. What is nobody's, or cannot be
   * read, is to be set aside.
   */
  async place<T extends Sent>(
    sent: readonly T[],
    tenant: string | null,
    scopes?: readonly number[],
  ): Promise<{ placed: Placed<T>[]; aside: Aside[] }> {
    const aside: Aside[] = sent.flatMap(({ draft, payload }) => (typeof draft === 'string' ? [{ reason: draft, payload }] : []));
    const placed: Placed<T>[] = [];
    for (const one of await this.organizations(sent.flatMap(readableOf), tenant, scopes)) {
      const { organizationId } = one;
      if (organizationId === undefined) aside.push({ reason: await this.reasonOf(one.draft, tenant), payload: one.payload });
      else placed.push({ ...one, organizationId });
    }
    return { placed, aside };
  }

  private async reasonOf(draft: Draft, tenant: string | null): Promise<Reason> {
    const isOther = tenant !== null && isForeign(draft, tenant, await this.tree.current());
    return isOther ? 'the organization is of another tenant' : 'the organization is unknown';
  }

  /** Before an organization counts as unknown the tree is read again: it may be a moment old. */
  private async organizations<T extends Sent>(readable: readonly Readable<T>[], tenant: string | null, scopes?: readonly number[]) {
    const first = await this.tree.current();
    const tried = await this.placedIn(first, readable, tenant, scopes);
    if (tried.every(({ draft, organizationId }) => organizationId !== undefined && !isUnknown(draft, first))) return tried;
    const newest = await this.tree.refreshed();
    return newest === first ? tried : this.placedIn(newest, readable, tenant, scopes);
  }

  private async placedIn<T extends Sent>(tree: Tree, readable: readonly Readable<T>[], tenant: string | null, scopes?: readonly number[]) {
    const drafts = readable.map(({ draft }) => draft);
    const systems = await systemsOf(this.store, drafts, tenant, tree);
    return readable.map((one) => {
      const node = place(one.draft, tenant, tree, systems);
      return { ...one, organizationId: node && (!scopes || isWithin(node, scopes, tree)) ? node.id : undefined };
    });
  }
}

const isWithin = (node: Node, scopes: readonly number[], tree: Tree): boolean =>
  scopes.some((id) => {
    const top = tree.get(Math.abs(id));
    return top !== undefined && (id < 0 ? top.id === node.id : tree.contains(top, node));
  });

const readableOf = <T extends Sent>(sent: T): Readable<T>[] => {
  const { draft } = sent;
  return typeof draft === 'string' ? [] : [{ ...sent, draft }];
};
const isUnknown = ({ organization }: Draft, tree: Tree): boolean => organization !== null && !tree.find(organization);
