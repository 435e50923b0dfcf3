import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Files, openFiles, type Place } from '#files';
import { instantText } from '#metrics';
import { callbackSecret, Store, sql, systemEvent } from '#persistence';
import { Log, Rounds } from '#runtime';
import { CallbackSettings } from '../callbacks/callbacks.js';
import { post, Undelivered } from '../callbacks/post.js';
import { signatureHeaders } from '../callbacks/signature.js';
import type { Delivery } from './delivery.js';
import { Mailer } from './mailer.js';
import { ScheduleRhythm } from './scheduler.js';

type Outcome = {
  id: string;
  slot: Date;
  nth: number;
  state: 'waiting' | 'delivered' | 'failed';
  failed: number;
  error: string | null;
  wait: string | null;
};
const claim = sql<Delivery, { lease: string }>(import.meta.url, './claim-deliveries.sql');
const note = sql<never, Outcome>(import.meta.url, './delivered.sql');

/** Longer than any try. */
const LEASE = '2 min';
const WAITS = ['10 s', '1 min', '10 min', '1 h'];
const NEVER = new AbortController().signal;

/** Where reports are dropped; undefined: nowhere. */
export class Drop {
  constructor(readonly place: Place | undefined) {}
}

/** Brings finished reports to whom they are for: at least once, with the same id in every try, five of them. */
@Injectable()
export class Deliveries implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly files: Files,
    private readonly callbacks: CallbackSettings,
    private readonly mailer: Mailer,
    private readonly drop: Drop,
    private readonly log: Log,
    rhythm: ScheduleRhythm,
  ) {
    this.rounds = new Rounds({ what: 'deliver reports', pauseMs: Math.min(1_000, rhythm.lookMs) }, (stop) => this.round(stop), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  private async round(stop: AbortSignal): Promise<void> {
    const due = await claim.rows(this.store, { lease: LEASE });
    await Promise.all(due.map((one) => this.bring(one, stop)));
  }

  private async bring(one: Delivery, stop: AbortSignal): Promise<void> {
    const about = { id: one.schedule_id, slot: one.slot, nth: one.nth };
    try {
      await this.ways[one.kind](one, stop);
      await note.rows(this.store, { ...about, state: 'delivered', failed: 0, error: null, wait: null });
    } catch (error) {
      if (stop.aborted) return;
      await this.count(one, error instanceof Error ? error.message : String(error));
    }
  }

  private readonly ways = {
    webhook: (one: Delivery, stop: AbortSignal) => this.post(one, stop),
    drop: (one: Delivery) => this.put(one),
    mail: (one: Delivery) => this.mailer.send(one),
  };

  private async post(one: Delivery, stop: AbortSignal): Promise<void> {
    const id = `${one.schedule_id}/${instantText(one.slot.getTime())}/${one.nth}`;
    const body = bodyOf(one, this.callbacks.publicUrl);
    const secret = await callbackSecret(this.store, one.organization);
    await post({ url: one.target, headers: signatureHeaders(secret, id, Date.now(), body), body }, this.callbacks.way, stop);
  }

  private async put(one: Delivery): Promise<void> {
    const { place } = this.drop;
    if (!place) throw new Undelivered('there is no place for it: see REPORT_DROP');
    if (!one.stored_as || one.file_size === null) throw new Undelivered('the file is gone');
    const file = await this.files.read(one.stored_as, { first: 0, last: one.file_size - 1 });
    const folder = await openFiles({ ...place, storage: `${place.storage.replace(/\/$/, '')}/${one.organization}/${one.schedule_id}` });
    await folder.write(`${stampOf(one.slot)}.${one.format}${one.compression === 'gzip' ? '.gz' : ''}`, file, NEVER);
  }

  private async count(one: Delivery, why: string): Promise<void> {
    const wait = WAITS[one.failures] ?? null;
    this.log.warn({ schedule: one.schedule_id, kind: one.kind, failures: one.failures + 1, why }, 'a report was not delivered');
    const about = { id: one.schedule_id, slot: one.slot, nth: one.nth };
    await note.rows(this.store, { ...about, state: wait === null ? 'failed' : 'waiting', failed: 1, error: why, wait });
    if (wait !== null) return;
    const message = `a report of the schedule ${JSON.stringify(one.name)} was not delivered by ${one.kind}: ${why}`;
    await systemEvent(this.store, { organization: one.organization_id, severity: 'warning', source: 'schedules', message });
  }
}

/** `20260512T0700Z` */
const stampOf = (slot: Date): string => `${slot.toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`;

const bodyOf = (one: Delivery, publicUrl: string): string =>
  JSON.stringify({
    type: 'report.completed',
    timestamp: instantText(one.slot.getTime()),
    schedule_id: one.schedule_id,
    name: one.name,
    slot: instantText(one.slot.getTime()),
    job_id: one.job_id,
    ...{
      report_type: one.report_type,
      format: one.format,
      compression: one.compression,
      start_date: one.start_date,
      end_date: one.end_date,
    },
    ...{ rows_written: one.rows_written, file_size: one.file_size, sha256: one.sha256 },
    status_url: `${publicUrl}/reports/export/${one.job_id}`,
  });
