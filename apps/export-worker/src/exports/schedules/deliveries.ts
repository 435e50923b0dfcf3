import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Files, openFiles, type Place } from '#files';
import { instantText } from '#metrics';
import { callbackSecret, type Db, Store, sql, systemEvent } from '#persistence';
import { Log, Rounds } from '#runtime';
import { CallbackSettings } from '../callbacks/callbacks.js';
import { post, Undelivered } from '../callbacks/post.js';
import { signatureHeaders } from '../callbacks/signature.js';
import { type Delivery, type Due, Hopeless, hasExport, KINDS, type Kind } from './delivery.js';
import { deliveries } from './delivery-metrics.js';
import { Mailer } from './mailer.js';
import { ScheduleRhythm } from './scheduler.js';

type Became = {
  state: 'waiting' | 'delivered' | 'failed';
  failed: number;
  error: string | null;
  wait: string | null;
};
type Outcome = Became & { id: string; slot: Date; nth: number };
const claim = sql<Due, { lease: string; kind: Kind; most: number }>(import.meta.url, './claim-deliveries.sql');
const note = sql<{ nth: number }, Outcome>(import.meta.url, './delivered.sql');

/** For a whole try; the lease is longer. */
const TRY_MS = 90_000;
const LEASE = '2 min';
const WAITS = ['10 s', '1 min', '10 min', '1 h'];
/** At once, of each kind: servers that hang keep no other kind waiting. */
const PLACES = 10;

/** Where reports are dropped; undefined: nowhere. */
export class Drop {
  constructor(readonly place: Place | undefined) {}
}

/** Brings finished reports to whom they are for: at least once, with the same id in every try, five of them. */
@Injectable()
export class Deliveries implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;
  private readonly underWay = new Map<Promise<void>, Kind>();

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

  /** What is on its way is cut off, and sent again when its lease is over. */
  async onModuleDestroy(): Promise<void> {
    await this.rounds.stop();
    await Promise.all(this.underWay.keys());
  }

  private async round(stop: AbortSignal): Promise<void> {
    await Promise.all(KINDS.map((kind) => this.takeDue(kind, stop)));
  }

  /** Begins as many as there are places for, and waits for none of them. */
  private async takeDue(kind: Kind, stop: AbortSignal): Promise<void> {
    const most = PLACES - [...this.underWay.values()].filter((one) => one === kind).length;
    if (most === 0) return;
    for (const due of await claim.rows(this.store, { lease: LEASE, kind, most })) {
      const done = this.bring(due, stop).catch((error: unknown) => {
        this.log.error(
          { err: error, schedule: due.schedule_id },
          'what became of a delivery cannot be written down; its lease will run out',
        );
      });
      this.underWay.set(done, kind);
      done.finally(() => this.underWay.delete(done));
    }
  }

  private async bring(due: Due, stop: AbortSignal): Promise<void> {
    const deadline = AbortSignal.timeout(TRY_MS);
    const signal = AbortSignal.any([stop, deadline]);
    try {
      if (!hasExport(due)) throw new Hopeless('its export is gone');
      await this.ways[due.kind](due, signal);
    } catch (error) {
      if (!stop.aborted) await this.count(due, deadline.aborted ? new Undelivered('it took too long') : error);
      return;
    }
    await this.note(due, { state: 'delivered', failed: 0, error: null, wait: null });
    deliveries.inc({ kind: due.kind, outcome: 'delivered' });
  }

  private readonly ways = {
    webhook: (one: Delivery, stop: AbortSignal) => this.post(one, stop),
    drop: (one: Delivery, stop: AbortSignal) => this.put(one, stop),
    mail: (one: Delivery, stop: AbortSignal) => this.mailer.send(one, stop),
  };

  private async post(one: Delivery, stop: AbortSignal): Promise<void> {
    const id = `${one.schedule_id}/${instantText(one.slot.getTime())}/${one.nth}`;
    const body = bodyOf(one, this.callbacks.publicUrl);
    const secret = await callbackSecret(this.store, one.organization);
    await post({ url: one.target, headers: signatureHeaders(secret, id, Date.now(), body), body }, this.callbacks.way, stop);
  }

  private async put(one: Delivery, stop: AbortSignal): Promise<void> {
    const { place } = this.drop;
    if (!place) throw new Undelivered('there is no place for it: see REPORT_DROP');
    if (!one.stored_as || one.file_size === null) throw new Hopeless('the file is gone');
    const file = await this.files.read(one.stored_as, { first: 0, last: one.file_size - 1 });
    const folder = await openFiles({ ...place, storage: `${place.storage.replace(/\/$/, '')}/${folderOf(one)}/${one.schedule_id}` });
    await folder.write(`${stampOf(one.slot)}.${one.format}${one.compression === 'gzip' ? '.gz' : ''}`, file, stop);
  }

  /** One try more is gone; all of them, where no other can help. */
  private async count(one: Due, error: unknown): Promise<void> {
    const why = error instanceof Error ? error.message : String(error);
    const wait = error instanceof Hopeless ? null : (WAITS[one.failures] ?? null);
    this.log.warn({ schedule: one.schedule_id, kind: one.kind, failures: one.failures + 1, why }, 'a report was not delivered');
    await this.store.transaction(async (tx) => {
      if (!(await this.note(one, { state: wait === null ? 'failed' : 'waiting', failed: 1, error: why, wait }, tx))) return;
      deliveries.inc({ kind: one.kind, outcome: wait === null ? 'given-up' : 'to-be-retried' });
      if (wait !== null) return;
      const message = `a report of the schedule ${JSON.stringify(one.name)} was not delivered by ${one.kind}: ${why}`;
      await systemEvent(tx, { organization: one.organization_id, severity: 'warning', source: 'schedules', message });
    });
  }

  private note({ schedule_id: id, slot, nth }: Due, became: Became, db: Db = this.store): Promise<unknown> {
    return note.first(db, { id, slot, nth, ...became });
  }
}

/** Of an organization: its id, but for those that are places of a file system. */
const folderOf = ({ organization }: Delivery): string => organization.replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));

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
