import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { matches } from '#matchers';
import { instantText } from '#metrics';
import { feedTime, Store, since } from '#persistence';
import { Refusal } from '#runtime';
import type { Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { askedOf, Callers, checkPermission } from '../http/identity/callers.js';
import { matchersOf } from '../http/matchers.js';
import { StreamLimits } from './limits.js';
import { type Bye, Reader, type Wanted } from './reader.js';
import type { StreamQuery } from './stream.dto.js';
import { Streams } from './streams.js';

/** How old a position may be: for older ones the feed would be read for too long. */
const RESUMABLE_MS = 2 * 3_600_000;

/** Opens live streams. */
@Injectable()
export class StreamService {
  constructor(
    private readonly store: Store,
    private readonly limits: StreamLimits,
    private readonly callers: Callers,
    private readonly streams: Streams,
  ) {}

  /** Answers the request with a stream, and resolves when that has ended. Refuses with 400, 429 or 503 before. */
  async follow(request: FastifyRequest, reply: FastifyReply, scope: Scope, query: StreamQuery, now: Date): Promise<void> {
    const { caller } = request;
    if (!caller) throw new Error('a stream needs a caller');
    const wanted = wantedOf(query);
    const after = positionOf(request.headers['last-event-id']) ?? positionOf(query.after);
    const leave = this.limits.take(caller.key ? caller.credential : `${caller.organization.id} ${caller.subject}`);
    reply.raw.once('close', leave);
    try {
      const end = await this.streams.end();
      const position = after === undefined ? 'none' : after <= end && (await this.isHeld(after, now)) ? 'held' : 'lost';
      begin(reply);
      if (request.method === 'HEAD') return void reply.raw.end();
      const from = position === 'held' ? (after ?? end) : end;
      const reader = new Reader(reply.raw, standingOf(caller, scope, request.query), scope, wanted, from, now.getTime());
      const refused = (at: number): Promise<Bye | undefined> => this.refused(request, at);
      await this.streams.serve({ reader, response: reply.raw, expiresAt: caller.expiresAt, refused }, position, instantText(now.getTime()));
    } catch (error) {
      if (!reply.sent) throw error;
      reply.raw.destroy();
    } finally {
      leave();
    }
  }

  private async isHeld(after: number, now: Date): Promise<boolean> {
    if ((await since(this.store, { number: after }, 1)) === 'gone') return false;
    const next = await feedTime(this.store, after);
    return !next || next.getTime() > now.getTime() - RESUMABLE_MS;
  }

  /** The door is asked again: what would not be let in now is let out. */
  private async refused(request: FastifyRequest, now: number): Promise<Bye | undefined> {
    try {
      checkPermission(await this.callers.identify(request, now), request.routeOptions.config, request.method);
      return undefined;
    } catch (error) {
      return error instanceof Refusal && error.status < 500 ? 'revoked' : undefined;
    }
  }
}

function standingOf(caller: Caller, scope: Scope, query: unknown) {
  const asked = askedOf(query);
  const isNamed = caller.organization.role !== 'customer' && asked.organizations.some((id) => id !== '');
  return {
    organization: caller.organization,
    asked,
    named: isNamed ? [...scope.subtrees, ...scope.singles].map(({ id }) => id) : [],
  };
}

function wantedOf({ kind, severity, filter }: StreamQuery): Wanted {
  return {
    kinds: kind?.length ? new Set(kind) : undefined,
    severities: severity?.length ? new Set(severity) : undefined,
    holds: matches(matchersOf('filter', filter)),
  };
}

/** A position is a whole number; one that is larger than any is beyond the newest. */
function positionOf(text: string | string[] | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string' || !/^\d+$/.test(text)) throw Refusal.field('Last-Event-ID', 'must be a whole number of at least 0', text);
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}

function begin(reply: FastifyReply): void {
  reply.hijack();
  const headers = reply.getHeaders();
  reply.raw.writeHead(200, {
    ...(headers as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  reply.raw.flushHeaders();
}
