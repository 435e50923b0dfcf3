import { Gather, prepared, retrying, type Store, saveTotalsOfMany } from '#persistence';
import { tenantsLeft } from './left.js';
import type { Gist } from './placed.js';

type Renewal = { readonly tenant: string; readonly at: Date; readonly gist: Gist };

const renewPolls = prepared<{ tenant_id: string }, { polls: string }>(import.meta.url, './renew-polls.sql');
const AT_ONCE = 200;

/**
 * Saves the answers that have nothing new to say, many tenants at once. When an answer comes to the same as the one saved last, every open alert was one
 * that it shows, and none of them has been touched since, then saving it would write the counters and instants of the poll and nothing else.
 */
export class Renewals {
  private readonly gathered = new Gather<Renewal, boolean>((asked) => this.renew(asked), AT_ONCE);

  constructor(private readonly store: Store) {}

  /** True: the answer is saved. False: it has news, or is older than what is known. */
  tries(tenant: string, gist: Gist, sent: Date): Promise<boolean> {
    return this.gathered.call({ tenant, at: sent, gist });
  }

  private async renew(asked: readonly Renewal[]): Promise<boolean[]> {
    const polls = asked.map(({ tenant, at, gist: { digest, totals } }) => ({
      tenant,
      at,
      digest,
      organizations: totals.map((one) => one.organization_id),
    }));
    const renewed = await retrying(() =>
      this.store.transaction(async (tx) => {
        const tenants = new Set((await renewPolls.rows(tx, { polls: JSON.stringify(polls) })).map((row) => row.tenant_id));
        for (const tenant of await tenantsLeft(
          tx,
          polls.filter((one) => tenants.has(one.tenant)),
        ))
          tenants.delete(tenant);
        await saveTotalsOfMany(
          tx,
          asked
            .filter(({ tenant }) => tenants.has(tenant))
            .flatMap(({ at, gist: { totals, upstream } }) => totals.map((one) => ({ ...one, at, others: upstream }))),
        );
        return tenants;
      }),
    );
    return asked.map(({ tenant }) => renewed.has(tenant));
  }
}
