import type { FastifyInstance } from 'fastify';
import { quarterOf } from '#metrics';
import { type Store, sql } from '#persistence';
import type { Log } from '#runtime';
import { numericIds, type Person } from './people.service.js';
import { resourceOf } from './resource.js';

type Count = Person & { readonly resource: string; readonly quarter: number; calls: number };

const FLUSH_MS = 10_000;
const save = sql<{ inserted: number }, { rows: string }>(import.meta.url, './save-calls.sql');

/** Counts authenticated calls in memory and writes them every 10 seconds and at the end: a crash loses at most that much. */
export class CallCounter {
  private counts = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  /** Hooks into every answer of the server. */
  watch(server: FastifyInstance): void {
    server.addHook('onResponse', async (request) => {
      const { caller } = request;
      const resource = resourceOf(request.routeOptions.url ?? '');
      if (caller && resource) {
        this.count({ organization_id: caller.organization.id, subject: caller.subject }, resource, Date.now());
      }
    });
    server.addHook('onReady', async () => {
      this.timer = setInterval(
        () => void this.flush().catch((error: unknown) => this.log.warn({ err: error }, 'call counts are kept for later')),
        FLUSH_MS,
      );
      this.timer.unref();
    });
    server.addHook('onClose', async () => {
      clearInterval(this.timer);
      await this.flush().catch((error: unknown) => this.log.error({ err: error }, 'call counts are lost'));
    });
  }

  private count(person: Person, resource: string, now: number): void {
    const quarter = quarterOf(now);
    const key = `${person.organization_id} ${quarter} ${resource} ${person.subject}`;
    const known = this.counts.get(key) ?? { ...person, resource, quarter, calls: 0 };
    known.calls += 1;
    this.counts.set(key, known);
  }

  /** What cannot be written is counted on. */
  async flush(): Promise<void> {
    const counts = [...this.counts.values()];
    this.counts = new Map();
    if (counts.length === 0) return;
    try {
      const now = new Date();
      const people = counts.map(({ organization_id, subject }) => ({ organization_id, subject, seen_at: now }));
      const idOf = await numericIds(this.store, people);
      const rows = counts.map((one) => ({
        organization_id: one.organization_id,
        id: null,
        user_id: idOf(one),
        resource: one.resource,
        quarter: one.quarter,
        calls: one.calls,
      }));
      await save.rows(this.store, { rows: JSON.stringify(rows) });
    } catch (error) {
      for (const one of counts) this.restore(one);
      throw error;
    }
  }

  private restore(one: Count): void {
    const key = `${one.organization_id} ${one.quarter} ${one.resource} ${one.subject}`;
    const known = this.counts.get(key);
    if (known) known.calls += one.calls;
    else this.counts.set(key, one);
  }
}
