import { randomUUID } from 'node:crypto';
import type { Upstream } from '../config/config.js';
import { WrongStatus } from '../http/asker.js';
import type { AlertSource } from '../intake/alert-source.js';
import { readAnswer } from './answer.js';

const KEPT_MS = { apart: 3_600_000, alike: 600_000 } as const;
type Verdict = { readonly isApart: boolean; readonly until: number };

/**
 * Finds out whether an upstream tells its tenants apart: it is asked for one that cannot exist. Who shows that one an alert answers everybody alike, and
 * what no label places there must go to nobody.
 */
export class Apart {
  private readonly verdicts = new WeakMap<Upstream, Verdict>();
  private readonly asking = new WeakMap<Upstream, Promise<boolean>>();

  constructor(private readonly source: AlertSource) {}

  /** `tenant` is one that it holds, `nobodys` the fingerprints it shows there that no label places. False as long as it cannot be told. */
  async tells(upstream: Upstream, tenant: string, nobodys: ReadonlySet<string>, now: Date): Promise<boolean> {
    if (upstream.tenantHeader === '') return false;
    const known = this.verdicts.get(upstream);
    if (known && known.until > now.getTime()) return known.isApart;
    const asking = this.asking.get(upstream) ?? this.ask(upstream, tenant, nobodys, now);
    this.asking.set(upstream, asking);
    return asking.finally(() => this.asking.delete(upstream));
  }

  private async ask(upstream: Upstream, tenant: string, nobodys: ReadonlySet<string>, now: Date): Promise<boolean> {
    const isApart = await this.probe(tenant, nobodys, now);
    if (isApart !== undefined) this.verdicts.set(upstream, { isApart, until: now.getTime() + KEPT_MS[isApart ? 'apart' : 'alike'] });
    return isApart ?? false;
  }

  /** Undefined: it did not say. */
  private async probe(tenant: string, nobodys: ReadonlySet<string>, now: Date): Promise<boolean | undefined> {
    try {
      const { alerts } = readAnswer(await this.source.alerts(`nobody-${randomUUID()}`, tenant), now);
      return !alerts.some(({ fingerprint }) => nobodys.has(fingerprint));
    } catch (error) {
      return error instanceof WrongStatus && error.status >= 400 && error.status < 500 && error.status !== 429 ? true : undefined;
    }
  }
}
