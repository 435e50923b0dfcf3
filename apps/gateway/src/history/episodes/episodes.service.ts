import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Assignment, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Node, type Scope, scopeIds } from '#scope';
import { type List, pageOf } from '../../http/paged.js';
import type { HistoryRow } from '../order.js';
import type { AlertEpisode, AlertEpisodes, EpisodesQuery } from './episodes.dto.js';

type EndKeys = 'ends_at' | 'resolution' | 'recorded_at';
type Row = Omit<HistoryRow, EndKeys> & { [K in EndKeys]: HistoryRow[K] | null } & {
  close_reason: string | null;
  memo: string;
  assigned_to: Assignment | null;
};
/** The start and the id of the last one shown. */
type Key = readonly [startsAt: number, id: number];
type Binds = {
  organization: number;
  fingerprint: string;
  covers: Date | null;
  before: Date | 'infinity';
  before_id: number;
  size: number;
};

const one = sql<Row, { public_id: string; scopes: number[] }>(import.meta.url, './episode.sql');
const ofFingerprint = sql<Row, Binds>(import.meta.url, './episodes.sql');

@Injectable()
export class EpisodesService {
  constructor(private readonly store: Store) {}

  /** Refuses with 404 what is unknown and what belongs to others alike. */
  async episode(scope: Scope, id: string): Promise<AlertEpisode> {
    const row = id.includes('\0') ? undefined : await one.first(this.store, { public_id: id, scopes: scopeIds(scope) });
    if (!row) throw new Refusal('alert-not-found');
    return shown(row);
  }

  async episodes(of: Node | undefined, { fingerprint, starts_at, limit, cursor }: EpisodesQuery): Promise<AlertEpisodes> {
    const covers = starts_at === undefined ? null : new Date(starts_at);
    const list: List<AlertEpisode, Key> = {
      kinds: ['number', 'number'],
      read: async (after, size) => {
        const [before, before_id] = after ? [instantIn(after[0], cursor), after[1]] : ['infinity' as const, 0];
        const rows = of ? await ofFingerprint.rows(this.store, { organization: of.id, fingerprint, covers, before, before_id, size }) : [];
        return rows.map((row) => [[row.starts_at.getTime(), row.id], shown(row)]);
      },
    };
    const { items, next_cursor } = await pageOf(list, limit, cursor);
    return { episodes: items, next_cursor };
  }
}

/** A forged cursor may hold what is no instant of the database. */
function instantIn(ms: number, cursor: string | undefined): Date {
  const instant = new Date(ms);
  if (!(instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999))
    throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
  return instant;
}

function shown(row: Row): AlertEpisode {
  const text = (at: Date): string => instantText(at.getTime());
  const { id, alert_id, organization_id, system_key, alertname, severity, fingerprint, labels, annotations, receiver, resolution } = row;
  const { ends_at, acknowledged_at, recorded_at, assigned_to } = row;
  return {
    ...{ id, organization_id, system_key, alertname, severity, status: ends_at ? 'resolved' : 'firing', fingerprint },
    ...{ starts_at: text(row.starts_at), ends_at: ends_at && text(ends_at), acknowledged_at: acknowledged_at && text(acknowledged_at) },
    ...{ summary: annotations.summary ?? null, labels, annotations, receiver, resolution, created_at: recorded_at && text(recorded_at) },
    ...{ alert_id, close_reason: row.close_reason || null, memo: row.memo || null },
    assigned_to: assigned_to && { ...assigned_to, assigned_at: instantText(Date.parse(assigned_to.assigned_at)) },
  };
}
