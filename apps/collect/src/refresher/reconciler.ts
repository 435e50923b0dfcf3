import { Injectable } from '@nestjs/common';
import {
  apply,
  ensurePartitions,
  isRefusedData,
  lockOrganizations,
  prepared,
  type recordIn,
  retrying,
  Store,
  saveTotals,
  sql,
  systemEvent,
} from '#persistence';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { acknowledgeSilenced } from './acknowledge.js';
import { Asides } from './asides.js';
import { tenantsLeft } from './left.js';
import { type Missing, missed } from './missed.js';
import { type Gist, gistOf, type PlacedAnswer } from './placed.js';
import { type Recording, recordAll, recordSifted } from './record-answer.js';
import { Renewals } from './renewals.js';
import { Slots } from './turns.js';

type Tx = Parameters<typeof recordIn>[0];
type Poll = { previous: Date | null; failing_since: Date | null };
type MissingBinds = {
  organizations: readonly number[];
  unplaced: readonly string[];
  upstream: string;
  now: Date;
  shown_organizations: number[];
  shown_fingerprints: string[];
};

const savePoll = prepared<Poll, { tenant: string; at: Date }>(import.meta.url, './save-poll.sql');
const markFailing = sql<{ tenant_id: string }, { tenant: string; at: Date }>(import.meta.url, './mark-failing.sql');
const settlePoll = prepared<never, { tenant: string; digest: string; organizations: readonly number[] }>(
  import.meta.url,
  './settle-poll.sql',
);
const missing = prepared<Missing, MissingBinds>(import.meta.url, './missing.sql');
const BATCH = 2_000;
type Saving = { readonly sent: Date; readonly now: Date; readonly record: Recording };
/** Webhooks want connections as well. */
const SAVES_AT_ONCE = 4;

/** An organization went to another tenant after the answer was placed. */
class OlderTree extends Error {}

/** Brings the counters and the ledger in line with what Alertmanagers answer. */
@Injectable()
export class Reconciler {
  private readonly renewals: Renewals;
  private readonly saving = new Slots(SAVES_AT_ONCE);
  private readonly asides: Asides;

  constructor(
    private readonly store: Store,
    quarantine: Quarantine,
  ) {
    this.asides = new Asides(quarantine);
    this.renewals = new Renewals(store);
  }

  /** Saves an answer asked for at `sent` whose gist is known, if that is all it needs. */
  renew(tenant: string, gist: Gist, sent: Date): Promise<boolean> {
    return this.renewals.tries(tenant, gist, sent);
  }

  /** Saves an answer asked for at `sent`, all of it but what has to be set aside. An older one never overwrites a newer one. */
  async save(tenant: string, answer: PlacedAnswer, sent: Date, now: Date): Promise<'saved' | 'outdated'> {
    await ensurePartitions(
      this.store,
      answer.recordable.map(({ observation }) => observation.startsAt),
    );
    const saveWith = (record: Recording) =>
      retrying(() => this.store.transaction((tx) => this.saveIn(tx, tenant, answer, { sent, now, record })));
    const saved = await this.saving
      .run(() => saveWith(recordAll).catch((error) => (isRefusedData(error) ? saveWith(recordSifted) : Promise.reject(error))))
      .catch((error) => (error instanceof OlderTree ? undefined : Promise.reject(error)));
    if (!saved) return 'outdated';
    this.asides.note(tenant, saved.aside);
    return 'saved';
  }

  /** Counters and alerts keep what they have, and their age. */
  async fail(tenant: string, reason: string, sent: Date, organization: number | null): Promise<void> {
    await this.store.transaction(async (tx) => {
      if (await markFailing.first(tx, { tenant, at: sent }))
        await systemEvent(tx, {
          ...event(organization),
          severity: 'warning',
          message: `the Alertmanager of tenant ${tenant} cannot be polled: ${reason}`,
        });
    });
  }

  /** Undefined: a newer answer is known. */
  private async saveIn(
    tx: Tx,
    tenant: string,
    answer: PlacedAnswer,
    { sent, now, record }: Saving,
  ): Promise<{ aside: Aside[] } | undefined> {
    const poll = await savePoll.first(tx, { tenant, at: sent });
    if (!poll) return undefined;
    const { organizations } = answer;
    // Rolled back by the caller: the next poll places it with the newer tree.
    if ((await tenantsLeft(tx, [{ tenant, organizations }])).size > 0) throw new OlderTree();
    const { digest, totals, upstream } = gistOf(answer);
    await lockOrganizations(tx, organizations);
    const refused = await record(tx, answer.recordable, now);
    if (answer.acknowledges) await acknowledgeSilenced(tx, organizations, now);
    const left = await this.resolveMissing(tx, answer, sent, poll.previous ?? new Date(0), now);
    await saveTotals(tx, totals, sent, upstream);
    if (left === 0) await settlePoll.rows(tx, { tenant, digest, organizations });
    if (poll.failing_since)
      await systemEvent(tx, {
        ...event(soleOf(organizations)),
        severity: 'info',
        message: `the Alertmanager of tenant ${tenant} answers again`,
      });
    const aside = [...answer.aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.asides.keepIn(tx, aside, tenant);
    return { aside };
  }

  /** How many open alerts are left that the answer does not show. */
  private async resolveMissing(tx: Tx, answer: PlacedAnswer, sent: Date, previous: Date, now: Date): Promise<number> {
    if (!answer.isWhole) return Number.POSITIVE_INFINITY; // what it shows may be any of them
    const gone = await missing.rows(tx, {
      organizations: answer.organizations,
      unplaced: answer.unplaced,
      upstream: answer.upstream,
      now,
      shown_organizations: answer.alerts.map((alert) => alert.organizationId),
      shown_fingerprints: answer.alerts.map((alert) => alert.fingerprint),
    });
    // What was recorded while the request was under way may be newer than the answer.
    const changes = missed(
      gone.filter((row) => row.last_seen_at <= sent),
      answer.upstream,
      previous,
      now,
    );
    for (let at = 0; at < changes.length; at += BATCH) await apply(tx, changes.slice(at, at + BATCH), now);
    return gone.length - changes.filter(({ after }) => after?.ends_at).length;
  }
}

const event = (organization: number | null) => ({ organization, source: 'refresher' }) as const;
/** Whose log tells of a tenant: its organization's when there is one, else (null) the owner's. */
export const soleOf = (organizations: readonly number[]): number | null => (organizations.length === 1 ? (organizations[0] ?? null) : null);
