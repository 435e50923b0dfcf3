import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { callbackSecret, Store, sql, systemEvent } from '#persistence';
import { Log, Rounds } from '#runtime';
import { callbacks } from '../export-metrics.js';
import { bodyOf, type Due } from './message.js';
import { post, Undelivered, type WayOut } from './post.js';
import { signatureHeaders } from './signature.js';

const claim = sql<Due, { lease: string }>(import.meta.url, './claim.sql');
const delivered = sql<{ id: string }, { id: string }>(import.meta.url, './delivered.sql');
const undelivered = sql<{ id: string }, { id: string; failures: number; wait: string | null }>(import.meta.url, './undelivered.sql');

const LOOK_MS = 1_000;
/** Longer than the deadline of a try. */
const LEASE = '30 s';
/** After the first, second, third and fourth try; there is none after the fifth. */
const WAITS = ['10 s', '1 min', '10 min', '1 h'];

/** Where callbacks go out, and the base of the links in them. */
export class CallbackSettings {
  constructor(
    readonly way: WayOut,
    readonly publicUrl: string,
  ) {}
}

/** Tells whoever ordered an export that it is finished: at least once, and five tries that were answered or timed out. */
@Injectable()
export class Callbacks implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly settings: CallbackSettings,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds({ what: 'send callbacks', pauseMs: LOOK_MS }, (stop) => this.sendDue(stop), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  /** What is on its way is cut off, and sent again when its lease is over. */
  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  private async sendDue(stop: AbortSignal): Promise<void> {
    const due = await claim.rows(this.store, { lease: LEASE });
    await Promise.all(due.map((one) => this.send(one, stop)));
  }

  private async send(due: Due, stop: AbortSignal): Promise<void> {
    const { id, callback_url } = due;
    const { way, publicUrl } = this.settings;
    const body = bodyOf(due, publicUrl);
    try {
      const secret = await callbackSecret(this.store, due.organization);
      const headers = signatureHeaders(secret, id, Date.now(), body);
      await post({ url: callback_url, headers, body }, way, stop);
      await delivered.first(this.store, { id });
      callbacks.inc({ outcome: 'delivered' });
    } catch (error) {
      if (stop.aborted) return;
      if (!(error instanceof Undelivered)) throw error;
      await this.count(due, error.message);
    }
  }

  private async count({ id, organization_id, callback_failures: failures }: Due, why: string): Promise<void> {
    const wait = WAITS[failures] ?? null;
    this.log.warn({ export: id, failures: failures + 1, why }, 'a callback was not delivered');
    await this.store.transaction(async (tx) => {
      if (!(await undelivered.first(tx, { id, failures, wait }))) return;
      callbacks.inc({ outcome: wait === null ? 'given-up' : 'to-be-retried' });
      if (wait !== null) return;
      const message = `the callback of an export was not delivered: ${why}`;
      await systemEvent(tx, { organization: organization_id, severity: 'warning', source: 'exports', message });
    });
  }
}
