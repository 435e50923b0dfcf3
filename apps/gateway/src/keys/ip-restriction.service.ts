import { Injectable } from '@nestjs/common';
import { KeyRing, Store, sql, systemEvent } from '#persistence';
import { isPermitted, Refusal } from '#runtime';
import type { Caller } from '../http/identity/caller.js';
import type { IpRestriction, IpRestrictionInput, Success } from './keys.dto.js';

const restriction = sql<IpRestriction, { organization: number }>(import.meta.url, './restriction.sql');
const restrict = sql<never, { organization: number; cidrs: string[] }>(import.meta.url, './restrict.sql');

@Injectable()
export class IpRestrictionService {
  constructor(
    private readonly store: Store,
    private readonly ring: KeyRing,
  ) {}

  async read({ organization }: Caller): Promise<IpRestriction> {
    return (await restriction.first(this.store, { organization: organization.id })) ?? { cidrs: [] };
  }

  async replace({ organization: { id: organization } }: Caller, address: string, { cidrs }: IpRestrictionInput): Promise<Success> {
    if (!isPermitted(address, cidrs)) throw Refusal.field('cidrs', 'cidrs must hold the address of this request', cidrs);
    await this.store.transaction(async (tx) => {
      await restrict.rows(tx, { organization, cidrs });
      await systemEvent(tx, {
        organization,
        severity: 'info',
        source: 'api-keys',
        message: 'the permitted addresses of API keys were changed',
      });
    });
    await this.ring.refreshed();
    return { success: true };
  }
}
