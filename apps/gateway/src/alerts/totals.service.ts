import { Injectable } from '@nestjs/common';
import { freshnessWarnings, HISTORY_UNAVAILABLE, MUTED_UNKNOWN, TOTALS_UNAVAILABLE } from '#metrics';
import { OrganizationTree, Store } from '#persistence';
import { Log } from '#runtime';
import { type Scope, sizeOf } from '#scope';
import type { Totals } from './alerts.dto.js';
import { type Counters, ScopeCounters } from './counters.js';

const NONE: Counters = { active: 0, critical: 0, warning: 0, info: 0, muted: 0 };

/** Where the active counters come from. */
export class CounterSource {
  constructor(readonly name: 'Alertmanager' | 'Prometheus') {}
}

@Injectable()
export class TotalsService {
  private readonly counters: ScopeCounters;

  constructor(
    store: Store,
    private readonly tree: OrganizationTree,
    private readonly log: Log,
    private readonly source: CounterSource = new CounterSource('Alertmanager'),
  ) {
    this.counters = new ScopeCounters(store);
  }

  /** Two independent halves: one that cannot be read is zero with a warning, and the other is still right. */
  async totals(scope: Scope, now: Date): Promise<Totals> {
    const [active, resolved] = await Promise.allSettled([this.active(scope, now), this.resolved(scope)]);
    const warnings = [...this.half(active, { warnings: [TOTALS_UNAVAILABLE] }).warnings];
    if (this.source.name === 'Prometheus') warnings.push(MUTED_UNKNOWN);
    if (resolved.status === 'rejected') warnings.push(HISTORY_UNAVAILABLE);
    return { ...NONE, ...this.half(active, {}), ...this.half(resolved, { history: 0 }), warnings };
  }

  /** What a reader of the open alerts should know of the Alertmanagers they come from. */
  async staleness(scope: Scope, now: Date): Promise<string[]> {
    try {
      const { oldest } = await this.counters.active(scope);
      const warnings = freshnessWarnings({ oldestRefresh: oldest?.getTime() ?? null, missing: 0 }, now.getTime());
      return warnings.map((warning) => warning.replace('totals:', 'alerts:'));
    } catch (error) {
      this.log.error({ err: error }, 'the age of the totals cannot be read');
      return ['alerts: freshness unknown'];
    }
  }

  private async resolved(scope: Scope): Promise<Pick<Totals, 'history'>> {
    return { history: await this.counters.history(scope) };
  }

  private async active(scope: Scope, now: Date): Promise<Counters & { warnings: string[] }> {
    const { refreshed, oldest, ...found } = await this.counters.active(scope);
    const missing = Math.max(0, sizeOf(scope, await this.tree.current()) - refreshed);
    return { ...found, warnings: freshnessWarnings({ oldestRefresh: oldest?.getTime() ?? null, missing }, now.getTime()) };
  }

  private half<T, F>(outcome: PromiseSettledResult<T>, otherwise: F): T | F {
    if (outcome.status === 'fulfilled') return outcome.value;
    this.log.error({ err: outcome.reason }, 'a half of the totals cannot be read');
    return otherwise;
  }
}
