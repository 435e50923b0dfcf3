import { type ZoneNames, zoneNames, zoneProblem } from '#metrics';
import type { Store } from '#persistence';
import { Refusal } from '#runtime';

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

  /** The zone of a parameter `timezone`, else the organization's own; UTC should the database have dropped that one. Refuses with 400. */
  chosen(asked: string | undefined, own: string): string {
    const zone = this.find(asked ?? own);
    if (zone !== undefined) return zone;
    if (asked !== undefined) throw Refusal.field('timezone', `timezone ${zoneProblem(asked) ?? 'is not known to the database'}`, asked);
    return 'UTC';
  }
}
