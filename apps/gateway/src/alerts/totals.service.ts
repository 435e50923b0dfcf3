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
    const { active: found, history } = await this.counters.of(scope);
    const warnings = found ? await this.freshness(scope, found, now) : [TOTALS_UNAVAILABLE];
    if (this.source.name === 'Prometheus') warnings.push(MUTED_UNKNOWN);
    if (history === undefined) warnings.push(HISTORY_UNAVAILABLE);
    const { active, critical, warning, info, muted } = found ?? NONE;
    return { active, critical, warning, info, muted, history: history ?? 0, warnings };
  }

  /** What a reader of the open alerts should know of the Alertmanagers they come from. */
  async staleness(scope: Scope, now: Date): Promise<string[]> {
    const { active } = await this.counters.of(scope);
    if (!active) return ['alerts: freshness unknown'];
    const warnings = freshnessWarnings({ oldestRefresh: active.oldest?.getTime() ?? null, missing: 0 }, now.getTime());
    return warnings.map((warning) => warning.replace('totals:', 'alerts:'));
  }

  private async freshness(scope: Scope, { refreshed, oldest }: ActiveCounters, now: Date): Promise<string[]> {
    const missing = Math.max(0, sizeOf(scope, await this.tree.current()) - refreshed);
    return freshnessWarnings({ oldestRefresh: oldest?.getTime() ?? null, missing }, now.getTime());
  }
}
