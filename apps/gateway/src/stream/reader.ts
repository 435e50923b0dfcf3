import type { ServerResponse } from 'node:http';
import type { Labels } from '#matchers';
import type { ToldKind } from '#persistence';
import type { Asked, Node, Scope, Tree } from '#scope';
import { type EventName, eventText, type Line } from './line.js';
import { ended, sent } from './metrics.js';
import type { Ring } from './ring.js';

export type Bye = 'expired' | 'revoked' | 'scope' | 'restart' | 'renew';
export type Resync = 'gap' | 'slow' | 'flood';
/** What a reader asked for, besides its scope. */
export type Wanted = {
  readonly kinds: ReadonlySet<ToldKind> | undefined;
  readonly severities: ReadonlySet<string> | undefined;
  readonly holds: (labels: Labels) => boolean;
};
/** Who reads: of which organization, what was named, and the ids of what that stood for. */
export type Standing = { readonly organization: Node; readonly asked: Asked; readonly named: readonly number[] };

const CHUNK = 16_384;
const PAUSE_MS = 1_000;
const BEAT_MS = 15_000;
const STUCK_MS = 30_000;
const LINGER_MS = 5_000;
/** Lines at once, and a second, that are sent one by one. */
const BURST = 2_000;
const PER_SECOND = 500;

/** One stream: a response, and how far it has come. What it has not taken lies in the ring, and nowhere else. */
export class Reader {
  private scope: Scope;
  private readonly subtrees = new Set<number>();
  private readonly singles = new Set<number>();
  private blockedSince: number | undefined;
  private totalsDue = false;
  private totalsAt = 0;
  private floodAt = 0;
  private beatAt: number;
  private allowance = BURST;
  private allowedAt: number;
  private over = false;
  private live = false;

  constructor(
    private readonly response: ServerResponse,
    readonly standing: Standing,
    scope: Scope,
    private readonly wanted: Wanted,
    private cursor: number,
    readonly openedAt: number,
  ) {
    this.scope = scope;
    this.look(scope);
    this.beatAt = openedAt;
    this.allowedAt = openedAt;
  }

  get position(): number {
    return this.cursor;
  }

  get isBlocked(): boolean {
    return this.blockedSince !== undefined || this.over;
  }

  /** It has what it missed: from now on the ring tells it the rest. */
  goLive(): void {
    this.live = true;
  }

  /** It has all up to this number. */
  pass(number: number): void {
    this.cursor = Math.max(this.cursor, number);
  }

  /** So many lines more may be sent at once. */
  grant(lines: number): void {
    this.allowance += lines;
  }

  /** From now on it sees this scope. */
  look(scope: Scope): void {
    this.scope = scope;
    for (const [ids, nodes] of [
      [this.subtrees, scope.subtrees],
      [this.singles, scope.singles],
    ] as const) {
      ids.clear();
      for (const { id } of nodes) ids.add(id);
    }
  }

  get kinds(): ReadonlySet<ToldKind> | undefined {
    return this.wanted.kinds;
  }

  get sees(): Scope {
    return this.scope;
  }

  hello(at: string, resumed: boolean): void {
    this.write(`retry: ${3_000}\n${eventText(this.cursor, 'hello', JSON.stringify({ at, resumed }))}`, 'hello');
    this.totalsDue = resumed;
  }

  resync(reason: Resync, number: number): void {
    this.cursor = number;
    this.write(eventText(number, 'resync', JSON.stringify({ reason })), 'resync');
  }

  /** The last word. */
  bye(reason: Bye, retryMs?: number): void {
    if (this.over) return;
    const retry = retryMs === undefined ? '' : `retry: ${retryMs}\n`;
    this.write(`${retry}${eventText(this.cursor, 'bye', JSON.stringify({ reason }))}`, 'bye');
    this.over = true;
    ended.inc({ reason });
    this.response.end();
    setTimeout(() => this.response.destroy(), LINGER_MS).unref();
  }

  /** Counts of one of these organizations have changed. */
  counted(changed: ReadonlySet<number>, chainOf: Chain): void {
    if (this.totalsDue) return;
    for (const organization of changed) if (this.isInScope(chainOf(organization))) this.totalsDue = true;
  }

  recount(): void {
    this.totalsDue = true;
  }

  /** Whether it is told this line, in the tree of this moment. */
  takes(line: Line, chainOf: Chain): boolean {
    if (!this.isInScope(chainOf(line.organization))) return false;
    if (line.kind === 'flood') return true;
    const { kinds, severities, holds } = this.wanted;
    return (!kinds || kinds.has(line.kind)) && (!severities || severities.has(line.severity ?? '')) && holds(line.labels);
  }

  /** Writes what the ring has for it, until the socket is full. */
  push(ring: Ring, tree: Tree, chainOf: Chain, now: number): void {
    if (!this.live || this.isBlocked) return;
    if (this.cursor < ring.start) this.resync('slow', ring.end);
    this.refill(now);
    let done = this.send(this.linesOf(ring), tree, chainOf, now);
    if (!done && !this.isBlocked && this.floodAt === now) done = this.send(this.linesOf(ring), tree, chainOf, now);
    if (done) this.pass(ring.end);
    if (done && !this.isBlocked) this.tellTotals(now);
  }

  private *linesOf(ring: Ring): Generator<Line> {
    for (let at = ring.indexAfter(this.cursor); ; at++) {
      const line = ring.at(at);
      if (!line) return;
      yield line;
    }
  }

  /** Whether all of the lines are behind it. Stops at a full socket, and where a flood was told less than a second ago. */
  send(lines: Iterable<Line>, tree: Tree, chainOf: Chain, now: number): boolean {
    let text = '';
    let count = 0;
    const flush = (): boolean => {
      const some = text;
      const n = count;
      [text, count] = ['', 0];
      return some === '' || this.write(some, 'alert', n);
    };
    let flood: number | undefined;
    for (const line of lines) {
      if (!this.takes(line, chainOf)) {
        if (flood === undefined) this.cursor = line.number;
        continue;
      }
      if (flood === undefined && line.kind !== 'flood' && this.allowance >= 1) {
        this.allowance--;
        this.cursor = line.number;
        const organization = tree.get(line.organization)?.publicId ?? '';
        text += line.text(organization);
        count++;
        if (text.length >= CHUNK && !flush()) return false;
        continue;
      }
      if (now - this.floodAt < PAUSE_MS) {
        flush();
        return false;
      }
      // What lies between two floods is read again with them.
      if (line.kind === 'flood' || this.allowance < 1) flood = line.number;
    }
    if (!flush()) return false;
    if (flood !== undefined) {
      this.floodAt = now;
      this.resync('flood', flood);
      return false;
    }
    return true;
  }

  private refill(now: number): void {
    const more = this.allowance + ((now - this.allowedAt) * PER_SECOND) / 1000;
    this.allowance = Math.max(this.allowance, Math.min(BURST, more));
    this.allowedAt = now;
  }

  /** Each second: the comment that keeps the connection, and the end of one that nobody reads. */
  beat(now: number): void {
    if (this.over) return;
    if (this.blockedSince !== undefined && now - this.blockedSince > STUCK_MS) this.response.destroy();
    else if (now - this.beatAt >= BEAT_MS) {
      this.beatAt = now;
      if (!this.isBlocked) this.write(':\n\n');
    }
  }

  drained(): void {
    this.blockedSince = undefined;
  }

  private tellTotals(now: number): void {
    if (!this.totalsDue || now - this.totalsAt < PAUSE_MS) return;
    this.totalsDue = false;
    this.totalsAt = now;
    this.write(eventText(this.cursor, 'totals', '{}'), 'totals');
  }

  private isInScope(chain: readonly number[]): boolean {
    return (chain[0] !== undefined && this.singles.has(chain[0])) || chain.some((id) => this.subtrees.has(id));
  }

  private write(text: string, event?: EventName, n = 1): boolean {
    if (this.over) return false;
    if (event) sent.inc({ event }, n);
    const free = this.response.write(text);
    if (!free) this.blockedSince ??= Date.now();
    return free;
  }
}

/** An organization and what stands above it, by their ids; empty when it is in nobody's tree. */
export type Chain = (organization: number) => readonly number[];
