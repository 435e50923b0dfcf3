import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  apply,
  type Episode,
  ensurePartitions,
  lockOrganizations,
  prepared,
  recordIn,
  retrying,
  Store,
  saveTotals,
  sql,
  systemEvent,
} from '#persistence';
import { countByOrganization } from './count.js';
import { missed } from './missed.js';
import type { PlacedAnswer } from './placed.js';

type Tx = Parameters<typeof recordIn>[0];
type Poll = { previous: Date | null; failing_since: Date | null };
type MissingBinds = {
  organizations: readonly number[];
  sent: Date;
  since: Date | null;
  unplaced: readonly string[];
  shown_organizations: number[];
  shown_fingerprints: string[];
};

const savePoll = prepared<Poll, { tenant: string; at: Date }>(import.meta.url, './save-poll.sql');
const markFailing = sql<{ tenant_id: string }, { tenant: string; at: Date }>(import.meta.url, './mark-failing.sql');
const missing = prepared<Episode, MissingBinds>(import.meta.url, './missing.sql');
const BATCH = 2_000;

/** What this replica last reconciled of a tenant, and by the poll of which instant. */
type Remembered = { readonly digest: string; readonly at: number };

/** Brings the counters and the ledger in line with what Alertmanagers answer. */
@Injectable()
export class Reconciler {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly store: Store) {}

  /** Saves an answer asked for at `sent`, all or nothing. An older one never overwrites a newer one. */
  async save(tenant: string, answer: PlacedAnswer, sent: Date, now: Date): Promise<'saved' | 'outdated'> {
    const digest = digestOf(answer);
    const known = this.remembered.get(tenant);
    const same = known?.digest === digest ? known : undefined;
    if (!same)
      await ensurePartitions(
        this.store,
        answer.observations.map((one) => one.startsAt),
      );
    const outcome = await retrying(() => this.store.transaction((tx) => this.saveIn(tx, tenant, answer, sent, now, same)));
    if (outcome === 'saved') this.remembered.set(tenant, { digest, at: sent.getTime() });
    return outcome;
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

  /** Drops what is remembered of tenants that are no more. */
  forgetOthers(tenants: ReadonlyMap<string, unknown>): void {
    for (const tenant of this.remembered.keys()) if (!tenants.has(tenant)) this.remembered.delete(tenant);
  }

  private async saveIn(tx: Tx, tenant: string, answer: PlacedAnswer, sent: Date, now: Date, same: Remembered | undefined) {
    const poll = await savePoll.first(tx, { tenant, at: sent });
    if (!poll) return 'outdated' as const;
    const { organizations, alerts } = answer;
    await saveTotals(tx, countByOrganization(organizations, alerts), sent);
    const previous = poll.previous ?? new Date(0);
    const unchanged = same?.at === previous.getTime();
    if (!unchanged) await this.record(tx, answer, now);
    await this.resolveMissing(tx, answer, sent, previous, now, unchanged ? previous : null);
    if (poll.failing_since)
      await systemEvent(tx, {
        ...event(soleOf(organizations)),
        severity: 'info',
        message: `the Alertmanager of tenant ${tenant} answers again`,
      });
    return 'saved' as const;
  }

  private async record(tx: Tx, { organizations, observations }: PlacedAnswer, now: Date): Promise<void> {
    await lockOrganizations(tx, organizations);
    for (let at = 0; at < observations.length; at += BATCH) await recordIn(tx, observations.slice(at, at + BATCH), now);
  }

  /** With `since`, the rest of the answer is known to be in the ledger. */
  private async resolveMissing(tx: Tx, answer: PlacedAnswer, sent: Date, previous: Date, now: Date, since: Date | null): Promise<void> {
    const binds = {
      organizations: answer.organizations,
      sent,
      since,
      unplaced: answer.unplaced,
      shown_organizations: answer.alerts.map((alert) => alert.organizationId),
      shown_fingerprints: answer.alerts.map((alert) => alert.fingerprint),
    };
    const found = await missing.rows(tx, binds);
    if (found.length === 0) return;
    // What was seen without the lock may have changed before it was held.
    await lockOrganizations(tx, answer.organizations);
    const rows = since ? await missing.rows(tx, binds) : found;
    const changes = missed(rows, previous, now);
    for (let at = 0; at < changes.length; at += BATCH) await apply(tx, changes.slice(at, at + BATCH), now);
  }
}

const event = (organization: number | null) => ({ organization, source: 'refresher' }) as const;
/** Whose log tells of a tenant: its organization's when there is one, else (null) the owner's. */
export const soleOf = (organizations: readonly number[]): number | null => (organizations.length === 1 ? (organizations[0] ?? null) : null);

const digestOf = ({ organizations, observations, unplaced }: PlacedAnswer): string =>
  createHash('sha1')
    .update(JSON.stringify([organizations, observations, unplaced]))
    .digest('base64');
