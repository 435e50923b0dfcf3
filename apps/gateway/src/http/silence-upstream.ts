import { Injectable } from '@nestjs/common';
import { readSilence } from '#intake';
import type { Matcher, TenantSilence } from '#persistence';
import { Refusal } from '#runtime';
import { Alertmanager, type Answer } from './alertmanager.js';

/** A silence as API v2 takes it; with an id it replaces that one. */
export type Wanted = {
  readonly id?: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
};

/** The silences of a tenant's Alertmanager. Refuses with 502 what it does not accept, and when it does not answer. */
@Injectable()
export class Upstream {
  constructor(private readonly alertmanager: Alertmanager) {}

  /** The id it is kept under: a new one when one that is over, or has begun otherwise, was to be replaced. */
  async save(tenant: string, wanted: Wanted): Promise<string> {
    const answer = await this.alertmanager.call(tenant, 'POST', '/api/v2/silences', wanted);
    if (answer.status === 404 && wanted.id) return this.save(tenant, { ...wanted, id: '' });
    return idIn(answer);
  }

  /** The same, but an id that it does not know is refused with 404, and what it finds wrong with 400 and its own words. */
  async post(tenant: string, wanted: Wanted, organization: string): Promise<string> {
    const answer = await this.alertmanager.call(tenant, 'POST', '/api/v2/silences', wanted, organization);
    if (answer.status === 404 && wanted.id) throw new Refusal('silence-not-found');
    if (answer.status === 400) throw Refusal.field('silence', `is refused by its Alertmanager: ${wordsOf(answer.body)}`, null);
    return idIn(answer);
  }

  /** The silence as it is there. Undefined when it has forgotten it. */
  async read(tenant: string, id: string): Promise<TenantSilence | undefined> {
    const answer = await this.alertmanager.call(tenant, 'GET', `/api/v2/silence/${id}`);
    if (answer.status === 404) return undefined;
    const silence = answer.status === 200 ? readSilence(answer.body) : undefined;
    if (!silence) throw refused(answer);
    return silence;
  }

  /** When the silence began by the Alertmanager's clock: only with that start it stays the same silence. Undefined when it has forgotten it. */
  async startOf(tenant: string, id: string): Promise<string | undefined> {
    const answer = await this.alertmanager.call(tenant, 'GET', `/api/v2/silence/${id}`);
    if (answer.status === 404) return undefined;
    const start = answer.status === 200 ? fieldOf(answer.body, 'startsAt') : undefined;
    if (typeof start !== 'string') throw refused(answer);
    return start;
  }

  /** One that it has forgotten, or that is over, has ended. */
  async expire(tenant: string, id: string): Promise<void> {
    const answer = await this.alertmanager.call(tenant, 'DELETE', `/api/v2/silence/${id}`);
    if (answer.status === 200 || answer.status === 404) return;
    const shown = await this.alertmanager.call(tenant, 'GET', `/api/v2/silence/${id}`);
    if (shown.status !== 404 && fieldOf(fieldOf(shown.body, 'status'), 'state') !== 'expired') throw refused(answer);
  }
}

function idIn(answer: Answer): string {
  const id = answer.status === 200 ? fieldOf(answer.body, 'silenceID') : undefined;
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) throw refused(answer);
  return id;
}

const wordsOf = (body: unknown): string =>
  String(typeof body === 'string' ? body : (fieldOf(body, 'message') ?? 'no reason is given')).slice(0, 500);

const refused = ({ status, body }: Answer): Refusal =>
  new Refusal('upstream-unavailable', { cause: new Error(`the Alertmanager answers ${status}: ${JSON.stringify(body).slice(0, 200)}`) });

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
