import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { FEED_CHANNEL, Listener, OrganizationTree, Store } from '#persistence';
import { Log, Refusal } from '#runtime';
import { resolveScope, type Tree } from '#scope';
import { ended, lag, open } from './metrics.js';
import type { Bye, Chain, Reader } from './reader.js';
import { type Missed, missedBy, replay } from './replay.js';
import { Ring } from './ring.js';

const TICK_MS = 1_000;
const IDENTIFY_MS = 3_000;
const RENEW_MS = 3_600_000;
const LEAST_RETRY_MS = 500;
const RETRY_SPREAD_MS = 4_500;

/** A reader with what decides whether it may go on. */
export type Stream = {
  readonly reader: Reader;
  readonly response: ServerResponse;
  readonly expiresAt: Date | null;
  /** Why the caller would not be let in now; undefined when it would, or when nobody can tell. */
  readonly refused: (now: number) => Promise<Bye | undefined>;
};

/** All live streams of this gateway: one look at the feed for all of them. */
@Injectable()
export class Streams implements OnModuleDestroy {
  private readonly ring: Ring;
  private readonly streams = new Set<Stream>();
  private timer: NodeJS.Timeout | undefined;
  private begun: Promise<void> | undefined;
  private looking: Promise<void> | undefined;
  private again = false;
  private stopping = false;
  private chains = new Map<number, readonly number[]>();
  private chainsOf: Tree | undefined;
  private lookedAt = 0;
  private lagSeconds = 0;
  private identifiedAt = 0;
  private identifying = false;

  constructor(
    private readonly store: Store,
    private readonly trees: OrganizationTree,
    private readonly listener: Listener,
    private readonly log: Log,
  ) {
    this.ring = new Ring(store);
    Object.assign(open, { collect: () => open.set(this.streams.size) });
    Object.assign(lag, { collect: () => lag.set(this.streams.size === 0 ? 0 : Math.max(this.lagSeconds, this.silence(Date.now()))) });
  }

  /** The end of the feed as it is stored now. Begins to follow it with the first stream. Refuses with 503 while the gateway stops. */
  async end(): Promise<number> {
    if (this.stopping) throw new Refusal('streams-full', { retryAfterSeconds: 1 });
    this.begun ??= this.begin().catch((error: unknown) => {
      this.begun = undefined;
      throw error;
    });
    await this.begun;
    const asked = Date.now();
    await this.lookOnce();
    if (this.lookedAt < asked) throw new Refusal('storage-unavailable', { retryAfterSeconds: 1 });
    return this.ring.end;
  }

  /** Serves the stream until it ends. `position`: whether one was given, and the feed has what followed it. */
  async serve(stream: Stream, position: 'none' | 'lost' | 'held', at: string): Promise<void> {
    const { reader, response } = stream;
    const missed = position === 'held' ? await missedBy(reader, this.ring.end, await this.place()) : undefined;
    if (response.destroyed) return;
    const gone = once(response, 'close');
    response.on('drain', () => {
      reader.drained();
      this.push(stream, Date.now());
    });
    reader.hello(at, missed !== undefined);
    if (position !== 'none' && !missed) reader.resync('gap', this.ring.end);
    this.streams.add(stream);
    try {
      await this.catchUp(stream, missed);
      await gone;
    } finally {
      this.streams.delete(stream);
      if (!response.writableEnded) ended.inc({ reason: 'gone' });
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    for (const stream of this.streams) this.farewell(stream);
    await this.looking;
  }

  private farewell({ reader }: Stream): void {
    reader.bye('restart', LEAST_RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS));
  }

  private async begin(): Promise<void> {
    await this.listener.on(FEED_CHANNEL, () => void this.look());
    this.timer = setInterval(() => this.tick(Date.now()), TICK_MS);
    this.timer.unref();
  }

  private async catchUp(stream: Stream, missed: Missed | undefined): Promise<void> {
    const { reader, response } = stream;
    if (missed) await replay(reader, response, missed, await this.place());
    reader.goLive();
    this.settle(reader);
    if (this.stopping) this.farewell(stream);
    else this.push(stream, Date.now());
  }

  private async place() {
    return { store: this.store, ring: this.ring, tree: await this.trees.current(), chainOf: this.chainOf };
  }

  /** A look that begins after this call. */
  private async lookOnce(): Promise<void> {
    await this.looking;
    await this.look();
  }

  private look(): Promise<void> {
    if (this.looking) {
      this.again = true;
      return this.looking;
    }
    this.looking = this.lookNow().finally(() => {
      this.looking = undefined;
      if (this.again && !this.stopping) void this.look();
    });
    return this.looking;
  }

  private async lookNow(): Promise<void> {
    this.again = false;
    const now = Date.now();
    try {
      const { changed, lagSeconds, anew } = await this.ring.look(now);
      await this.trees.refreshed();
      this.lookedAt = now;
      this.lagSeconds = lagSeconds;
      this.judge();
      for (const stream of this.streams) {
        if (anew) stream.reader.resync('gap', this.ring.end);
        stream.reader.counted(changed, this.chainOf);
        this.push(stream, now);
      }
    } catch (error) {
      this.log.warn({ err: error }, 'cannot follow the feed');
    }
  }

  private push({ reader }: Stream, now: number): void {
    const tree = this.trees.last;
    if (tree) reader.push(this.ring, tree, this.chainOf, now);
  }

  private tick(now: number): void {
    void this.look();
    this.judge();
    for (const stream of this.streams) {
      stream.reader.beat(now);
      if (stream.expiresAt && stream.expiresAt.getTime() <= now) stream.reader.bye('expired');
      else if (now - stream.reader.openedAt >= RENEW_MS) stream.reader.bye('renew');
    }
    if (now - this.identifiedAt >= IDENTIFY_MS && !this.identifying) void this.identify(now);
  }

  private async identify(now: number): Promise<void> {
    this.identifying = true;
    this.identifiedAt = now;
    for (const { reader, refused } of this.streams) {
      const why = await refused(now);
      if (why) reader.bye(why);
    }
    this.identifying = false;
  }

  /** Gives every reader its scope in a tree that has changed, and ends those whose organizations have left. */
  private judge(): void {
    const tree = this.trees.last;
    if (!tree || tree === this.chainsOf) return;
    this.chainsOf = tree;
    this.chains = new Map();
    for (const { reader } of this.streams) {
      this.settle(reader);
      reader.recount();
    }
  }

  /** Gives a reader its scope in the tree of now, or ends it. */
  private settle(reader: Reader): void {
    const why = this.trees.last && standing(reader, this.trees.last);
    if (why) reader.bye(why);
  }

  private readonly chainOf: Chain = (organization) => {
    const known = this.chains.get(organization);
    if (known) return known;
    const node = this.trees.last?.get(organization);
    const chain = node && this.trees.last ? [...this.trees.last.upward(node)].map(({ id }) => id) : [];
    this.chains.set(organization, chain);
    return chain;
  };

  private silence(now: number): number {
    return Math.max(0, (now - this.lookedAt - 2 * TICK_MS) / 1000);
  }
}

/** Where the reader stands in a tree; why it may not go on. */
function standing(reader: Reader, tree: Tree): Bye | undefined {
  const { organization, asked, named } = reader.standing;
  const now = tree.get(organization.id);
  if (!now) return 'revoked';
  if (named.some((id) => !tree.get(id) || !tree.contains(now, tree.get(id) ?? now))) return 'scope';
  const scope = resolveScope({ organization: now }, asked, tree);
  if (scope === 'outside') return 'scope';
  reader.look(scope);
  return undefined;
}
