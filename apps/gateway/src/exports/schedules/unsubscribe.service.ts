import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Store, sql, systemEvent, unsubscribeToken } from '#persistence';
import { Refusal } from '#runtime';

const leave = sql<{ organization_id: number; name: string }, { id: string; address: string }>(import.meta.url, './leave.sql');
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Takes an address off a schedule for whoever holds the link of a mail to it. */
@Injectable()
export class UnsubscribeService {
  constructor(private readonly store: Store) {}

  /** The address, of a link that is whole. */
  async check(schedule: string, told: string, token: string): Promise<string> {
    const address = Buffer.from(told, 'base64url').toString();
    if (!ID.test(schedule)) throw new Refusal('link-invalid');
    const [expected, given] = [await unsubscribeToken(this.store, schedule, address), token].map((text) => Buffer.from(text));
    if (!expected || !given || expected.length !== given.length || !timingSafeEqual(expected, given)) throw new Refusal('link-invalid');
    return address;
  }

  /** Again: nothing happens. A schedule without recipients goes on for who reads its runs. */
  async leave(schedule: string, told: string, token: string): Promise<void> {
    const address = await this.check(schedule, told, token);
    await this.store.transaction(async (tx) => {
      const left = await leave.first(tx, { id: schedule, address });
      const message = `an address left the schedule ${JSON.stringify(left?.name)}`;
      if (left) await systemEvent(tx, { organization: left.organization_id, severity: 'info', source: 'schedules', message });
    });
  }
}
