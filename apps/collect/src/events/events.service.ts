import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Fields, isFields } from '#intake';
import { ensurePartitions, lockOrganizations, OrganizationTree, retrying, Store, sql } from '#persistence';
import { Refusal, registry } from '#runtime';
import { limitTime } from '../intake/limit-time.js';
import { Limits } from '../intake/limits.js';
import { EVENT_TYPES, type EventType, eventFingerprint, readEvent } from './event.js';
import { EventLimits } from './event-limits.js';
import { act, type Sender } from './verbs.js';

/** What a sender gets to know. */
export type Accepted = {
  readonly eventType: EventType;
  readonly alertKey: string;
  readonly fingerprint: string;
  readonly organization: string;
};

type Source = { id: number; organization_id: number };
const source = sql<Source, { key: string }>(import.meta.url, './source.sql');

const events = new Counter({
  name: 'alertledger_events_total',
  help: 'Events accepted from other monitoring systems, by type',
  labelNames: ['type'],
  registers: [registry],
});
for (const type of EVENT_TYPES) events.inc({ type }, 0);

/** Takes events in. Once it resolves what they say is committed. */
@Injectable()
export class EventsService {
  private readonly bounds = new EventLimits();

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly limits: Limits,
  ) {}

  /** `address` is the sender's. Refuses with 401, 429, 503 and 400. */
  async take(body: unknown, address: string, now: Date): Promise<Accepted> {
    if (!isFields(body)) throw Refusal.field('body', 'must be a JSON object', null);
    return this.bounds.within(() => this.act(body, address, now));
  }

  private async act(body: Fields, address: string, now: Date): Promise<Accepted> {
    const source = await this.sourceOf(body.integrationKey ?? body.apiKey);
    if (!source) {
      this.bounds.spendUnknown(address, now.getTime());
      throw new Refusal('credentials-invalid');
    }
    const { id, organization_id } = source;
    this.bounds.spend(id, now.getTime());
    const event = readEvent(body, randomUUID());
    const fingerprint = eventFingerprint(id, event.alertKey);
    const sender: Sender = { source: id, organization: organization_id, fingerprint };
    await ensurePartitions(this.store, [now]);
    await retrying(() =>
      this.store.transaction(async (tx) => {
        await limitTime(tx, this.limits.eventMs);
        // Events of one alert come one after the other, and sources keep their names meanwhile.
        await lockOrganizations(tx, [organization_id]);
        await act(tx, sender, event, now);
      }),
    );
    events.inc({ type: event.type });
    const organization = (await this.tree.current()).get(organization_id)?.publicId ?? '';
    return { eventType: event.type, alertKey: event.alertKey, fingerprint, organization };
  }

  /** Undefined: it is no key, or that of a deleted organization. */
  private async sourceOf(key: unknown): Promise<Source | undefined> {
    const found = typeof key === 'string' && KEY.test(key) ? await source.first(this.store, { key }) : undefined;
    if (!found) return undefined;
    const { organization_id } = found;
    const isLiving = (await this.tree.current()).get(organization_id) ?? (await this.tree.refreshed()).get(organization_id);
    return isLiving && found;
  }
}

const KEY = /^[\w-]{1,128}$/;
