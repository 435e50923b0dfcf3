import { timingSafeEqual } from 'node:crypto';
import type { KeyRing, StoredKey } from '#persistence';
import { isPermitted, Refusal } from '#runtime';
import type { EventTally } from '../event-tally.js';
import { readKeyText } from './key-text.js';

/** Compared with when there is no such key, so that the answer takes as long. */
const NOBODY = Buffer.alloc(32);

const OUTSIDE = 'an API key was used from an address that is not permitted';

/** Verifies API keys. */
export class ApiKeys {
  constructor(
    private readonly ring: KeyRing,
    private readonly tally: EventTally,
  ) {}

  /** Refuses with 401. Says nothing yet of the address. */
  async verify(text: string, now: number): Promise<StoredKey> {
    const shown = readKeyText(text);
    if (!shown) throw new Refusal('credentials-invalid');
    const key = await this.ring.find(shown.id);
    const fits = timingSafeEqual(shown.hash, key?.hash ?? NOBODY);
    if (!key || !fits || (key.expiresAt && key.expiresAt.getTime() <= now)) throw new Refusal('credentials-invalid');
    return key;
  }

  /** Both the key's own ranges and its organization's must hold the address. Refuses with 403. */
  admit(key: StoredKey, address: string, now: number): void {
    if (!isPermitted(address, key.cidrs) || !isPermitted(address, key.organizationCidrs)) {
      this.tally.note({ organization: key.organization, severity: 'warning', source: 'authentication', message: OUTSIDE });
      throw new Refusal('address-not-permitted');
    }
    this.ring.noteUse(key.id, now);
  }
}
