import { Injectable } from '@nestjs/common';
import { columnsOf, type Db, type Observation, prepared, Store, seriesKeyOf } from '#persistence';

/** A told alert that has its place. `until` null: it has ended. */
export type Telling = {
  readonly observation: Observation;
  readonly payload: unknown;
  readonly until: Date | null;
  readonly startless: boolean;
};
type Columns = Readonly<Record<string, unknown>> & { now: Date };
type Running = { nth: number; starts_at: Date; is_same: boolean };

const retell = prepared<Running, Columns>(import.meta.url, './retell.sql');
const tell = prepared<never, Columns>(import.meta.url, './tell.sql');
const BATCH = 2_000;

/** What senders have told, and until when it holds. An alert told again as it runs costs a number in a list. */
@Injectable()
export class Tellings {
  constructor(private readonly store: Store) {}

  /** Notes those that run just as they are told. The others come back, each with the start it has. */
  async news(told: readonly Telling[], now: Date): Promise<Telling[]> {
    const news = told.filter(({ until }) => until === null);
    const firing = told.filter(({ until }) => until !== null);
    for (let at = 0; at < firing.length; at += BATCH) news.push(...(await this.newsOf(firing.slice(at, at + BATCH), now)));
    return news;
  }

  private async newsOf(firing: readonly Telling[], now: Date): Promise<Telling[]> {
    const running = await retell.rows(this.store, { ...columnsOf(firing.map(asked), NO_ASKED), now });
    const known = new Map(running.map((row) => [row.nth, row]));
    return firing.flatMap((one, nth) => {
      const row = known.get(nth);
      if (!row) return [one];
      return row.is_same ? [] : [one.startless ? { ...one, observation: { ...one.observation, startsAt: row.starts_at } } : one];
    });
  }

  /** Notes what has been recorded. */
  async note(tx: Db, recorded: readonly Telling[], now: Date): Promise<void> {
    const firing = recorded.filter(({ until }) => until !== null);
    if (firing.length > 0) await tell.rows(tx, { ...columnsOf(firing.map(asked), NO_TOLD), now });
  }
}

const asked = ({ observation: one, until, startless }: Telling, nth: number): Asked => ({
  nth,
  organization_id: one.organizationId,
  fingerprint: one.fingerprint,
  key: seriesKeyOf({ ...one, system_key: one.systemKey }),
  starts_at: startless ? null : one.startsAt,
  annotations: one.annotations,
  reporter: one.reporter ?? '',
  until: until ?? NEVER,
});

type Asked = {
  readonly nth: number;
  readonly organization_id: number;
  readonly fingerprint: string;
  readonly key: string;
  readonly starts_at: Date | null;
  readonly annotations: object;
  readonly reporter: string;
  readonly until: Date;
};
const NEVER = new Date(0);
const NO_TOLD = { organization_id: 0, fingerprint: '', until: NEVER };
const NO_ASKED: Asked = { ...NO_TOLD, nth: 0, key: '', starts_at: null, annotations: {}, reporter: '' };
