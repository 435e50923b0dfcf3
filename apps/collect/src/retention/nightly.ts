import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { AuditBusy, audit, daily, dropFeedDays, ensureMonths, forgetLogs, retain, Store, systemEvent } from '#persistence';
import { Log, Rounds, registry } from '#runtime';

const PAUSE_MS = 600_000;
/** A start has other things to do first. */
const FIRST_PAUSE_MS = 60_000;
const registers = [registry];

const dropped = new Counter({
  name: 'alertledger_retention_dropped_alerts_total',
  help: 'Alerts dropped because they were old',
  registers,
});
const differences = new Counter({
  name: 'alertledger_audit_differences_total',
  help: 'Wrong numbers found and repaired at night',
  registers,
});
const lastSuccess = new Gauge({
  name: 'alertledger_nightly_last_success_timestamp_seconds',
  help: 'When a nightly task last finished in this process',
  labelNames: ['task'],
  registers,
});

/** `months` that resolved alerts are kept, 0: for ever. `beside` opens the database with its replica, which the audit then reads. */
export class NightSettings {
  constructor(
    readonly months: number,
    readonly beside?: () => Promise<Store>,
  ) {}
}

/**
 * What is done once a day, by whichever replica comes first: coming months are made, old alerts and what was told of changes dropped, a part of the
 * numbers compared with the ledger and repaired.
 */
@Injectable()
export class Nightly implements OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly settings: NightSettings,
    private readonly log: Log,
  ) {
    const rhythm = { what: 'do the work of the night', pauseMs: PAUSE_MS, firstPauseMs: FIRST_PAUSE_MS };
    this.rounds = new Rounds(rhythm, (stop) => this.catchUp(new Date(), stop), log);
  }

  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Runs the jobs that have not finished today. */
  async catchUp(now: Date, stop = new AbortController().signal): Promise<void> {
    await this.job('months', now, stop, () => ensureMonths(this.store, now));
    await this.job('feed', now, stop, async () => void (await dropFeedDays(this.store, now)));
    await this.job('retention', now, stop, () => this.retain(now, stop));
    await this.job('audit', now, stop, () => this.audit(now, stop));
  }

  private async retain(now: Date, stop: AbortSignal): Promise<void> {
    await forgetLogs(this.store, now, stop);
    const gone = await retain(this.store, this.settings.months, now, stop);
    dropped.inc(gone.alerts);
    if (gone.alerts > 0 || gone.months > 0) this.log.info(gone, 'old alerts dropped');
  }

  private async audit(now: Date, stop: AbortSignal): Promise<void> {
    const found = new Map<string, number>();
    const report = ({ projection }: { projection: string }): void => void found.set(projection, (found.get(projection) ?? 0) + 1);
    const count = await this.withReplica((store) => audit(store, { mode: 'repair', night: now, report, stop }));
    differences.inc(count);
    this.log.info({ differences: count }, 'numbers compared with the ledger');
    if (count === 0) return;
    const where = [...found].map(([projection, times]) => `${projection} ${times}`).join(', ');
    await systemEvent(this.store, {
      organization: null,
      severity: 'error',
      source: 'audit',
      message: `numbers differed from the ledger and were repaired: ${where}`,
    });
  }

  /** A replica that is away keeps nothing from being compared. */
  private async withReplica(work: (store: Store) => Promise<number>): Promise<number> {
    const beside = await this.settings.beside?.().catch((error: unknown) => {
      this.log.warn({ err: error }, 'the replica does not answer: the audit reads the primary');
      return undefined;
    });
    try {
      return await work(beside ?? this.store);
    } finally {
      await beside?.destroy();
    }
  }

  /** A job that fails does not keep the others from running, and is tried again. */
  private async job(name: string, now: Date, stop: AbortSignal, work: () => Promise<void>): Promise<void> {
    if (stop.aborted) return;
    try {
      if (await daily(this.store, name, now, work)) lastSuccess.set({ task: name }, Date.now() / 1000);
    } catch (error) {
      if (!stop.aborted && !(error instanceof AuditBusy)) this.log.error({ err: error, job: name }, 'a nightly job failed');
    }
  }
}
