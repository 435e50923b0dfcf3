import { type ZoneNames, zoneNames } from '#metrics';
import type { Store } from '#persistence';

/** The time zones that the database and Node both know. */
export class Zones {
  private constructor(private readonly names: ZoneNames) {}

  static async read(store: Store): Promise<Zones> {
    const rows: { name: string }[] = await store.query('SELECT name FROM pg_timezone_names');
    return new Zones(zoneNames(rows.map((row) => row.name)));
  }

  /** The zone's spelling in the database; undefined for what either side refuses. */
  find(asked: string): string | undefined {
    return this.names.find(asked);
  }
}
