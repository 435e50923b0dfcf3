import { Injectable } from '@nestjs/common';
import { freshnessWarnings, HISTORY_UNAVAILABLE, MUTED_UNKNOWN, TOTALS_UNAVAILABLE } from '#metrics';
import { OrganizationTree, Store } from '#persistence';
import { Log } from '#runtime';
import { type Scope, sizeOf } from '#scope';
import type { Totals } from './alerts.dto.js';
import { type ActiveCounters, type Counters, ScopeCounters } from './counters.js';

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
    log: Log,
    private readonly source: CounterSource = new CounterSource('Alertmanager'),
  ) {
    this.counters = new ScopeCounters(store, log);
  }

  /** Two independent halves: one that cannot be read is zero with a warning, and the other is still right. */
  async totals(scope: Scope, now: Date): Promise<Totals> {
    const { active, history } = await this.counters.of(scope);
    const { warnings: freshness, ...counters } = active
      ? await this.fresh(scope, active, now)
      : { ...NONE, warnings: [TOTALS_UNAVAILABLE] };
    const warnings = [...freshness];
    if (this.source.name === 'Prometheus') warnings.push(MUTED_UNKNOWN);
    if (history === undefined) warnings.push(HISTORY_UNAVAILABLE);
    return { ...counters, history: history ?? 0, warnings };
  }

  /** What a reader of the open alerts should know of the Alertmanagers they come from. */
  async staleness(scope: Scope, now: Date): Promise<string[]> {
    const { active } = await this.counters.of(scope);
    if (!active) return ['alerts: freshness unknown'];
    const warnings = freshnessWarnings({ oldestRefresh: active.oldest?.getTime() ?? null, missing: 0 }, now.getTime());
    return warnings.map((warning) => warning.replace('totals:', 'alerts:'));
  }

  private async fresh(scope: Scope, active: ActiveCounters, now: Date): Promise<Counters & { warnings: string[] }> {
    const { refreshed, oldest, ...found } = active;
    const missing = Math.max(0, sizeOf(scope, await this.tree.current()) - refreshed);
    return { ...found, warnings: freshnessWarnings({ oldestRefresh: oldest?.getTime() ?? null, missing }, now.getTime()) };
  }
}
