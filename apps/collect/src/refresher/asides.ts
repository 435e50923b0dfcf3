import type { Db } from '#persistence';
import type { Aside, Quarantine } from '../intake/quarantine.js';
import { keyOf } from './placed.js';

/** Sets aside what cannot be stored of answers: once, however many polls show it. */
export class Asides {
  /** What the last answer of each tenant made us set aside: the next one will show it again. */
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(private readonly quarantine: Quarantine) {}

  /** Those that the answer before did not have. */
  async keepIn(tx: Db, aside: readonly Aside[], tenant: string): Promise<void> {
    const known = this.known.get(tenant);
    const fresh = aside.filter((one) => !known?.has(keyOf(one)));
    await this.quarantine.keepIn(tx, fresh, tenant, 'refresher');
  }

  /** Call it once they are committed. */
  note(tenant: string, aside: readonly Aside[]): void {
    if (aside.length > 0) this.known.set(tenant, new Set(aside.map(keyOf)));
    else this.known.delete(tenant);
  }
}
