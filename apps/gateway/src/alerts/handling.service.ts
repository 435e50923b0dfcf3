import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Actor, assign, type EventKind, type HandledEpisode, note, type Running, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import type { Node } from '#scope';
import { actorOf, type Caller } from '../http/identity/caller.js';
import type { Activity, ActivityEvent, ActivityQuery, AssignmentInput, NoteInput } from './handling.dto.js';
import type { OpenAlert } from './open-alerts.dto.js';
import { shownOpen } from './open-alerts.service.js';

type Row = { id: number; kind: EventKind; actor: Actor | null; detail: Record<string, unknown>; at: Date; starts_at: Date };

const activityOf = sql<Row, Running & { size: number }>(import.meta.url, './activity.sql');

@Injectable()
export class HandlingService {
  constructor(private readonly store: Store) {}

  /** The caller takes charge, whoever was before. */
  assign(caller: Caller, of: Node | undefined, input: AssignmentInput, now: Date): Promise<OpenAlert> {
    return this.handled(of, input.fingerprint, (alert) => assign(this.store, alert, actorOf(caller), input.note, now));
  }

  note(caller: Caller, of: Node | undefined, { fingerprint, text }: NoteInput, now: Date): Promise<OpenAlert> {
    return this.handled(of, fingerprint, (alert) => note(this.store, alert, actorOf(caller), text, now));
  }

  /** Of a resolved alert as well: what was done about it stays readable. */
  async activity(of: Node | undefined, fingerprint: string, { limit }: ActivityQuery): Promise<Activity> {
    const rows =
      of && !fingerprint.includes('\0') ? await activityOf.rows(this.store, { organization: of.id, fingerprint, size: limit }) : [];
    if (!of || rows.length === 0) throw new Refusal('alert-not-found');
    return { events: rows.map((row) => shown(row, of.publicId, fingerprint)) };
  }

  private async handled(
    of: Node | undefined,
    fingerprint: string,
    handle: (alert: Running) => Promise<HandledEpisode | undefined>,
  ): Promise<OpenAlert> {
    const episode = of && (await handle({ organization: of.id, fingerprint }));
    if (!episode) throw new Refusal('alert-not-found');
    return shownOpen(episode, of.publicId);
  }
}

const shown = ({ id, kind, actor, detail, at, starts_at }: Row, organization_id: string, fingerprint: string): ActivityEvent => ({
  ...{ id, organization_id, fingerprint, action: kind },
  ...{ actor_user_id: actor?.user_id ?? null, actor_name: actor?.user_name ?? null, details: detail },
  silence_id: typeof detail.silence_id === 'string' ? detail.silence_id : null,
  ...{ created_at: instantText(at.getTime()), starts_at: instantText(starts_at.getTime()) },
});
