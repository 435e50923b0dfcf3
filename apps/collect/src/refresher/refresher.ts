import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type LabelRule, organizationsOf, systemsNeeded, systemsOf, tenantsOf } from '#intake';
import { OrganizationTree, Store, sql } from '#persistence';
import { Log } from '#runtime';
import type { Tree } from '#scope';
import { labelRuleOf, ruleOf, upstreamOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { answerBytes, PollFailure } from '../http/asker.js';
import { AlertSource } from '../intake/alert-source.js';
import { type Answer, digestOf, readAnswer } from './answer.js';
import { Apart } from './apart.js';
import { Gists } from './gists.js';
import { Lanes } from './lanes.js';
import { type Gist, gistOf, isNamed, type Origin, type PlacedAnswer, placeAnswer } from './placed.js';
import { lastTick, pollDuration, polls, unplaced } from './poll-metrics.js';
import { Reconciler, soleOf } from './reconciler.js';
import { SilencePolls } from './silence-polls.js';
import { claimedTurns, forgetOldTurns, Readings, Slots } from './turns.js';
import { countUnpolled } from './unpolled.js';

const clock = sql<{ now: Date }, object>(import.meta.url, './clock.sql');
const LONGEST_PAUSE_MS = 5_000;
/** Written at once: when everybody fails, saving what others answered wants connections as well. */
const FAILURES_AT_ONCE = 2;

export class Interval {
  constructor(readonly seconds: number) {}
}

/** How a share of a tick went: tenants polled, and how many of them failed. */
export type Share = { readonly polled: number; readonly failed: number };
type Tick = { readonly number: number; readonly time: () => Date; failed: number; polled: number; sample: unknown };

/** Every tick, asks each tenant's Alertmanager for its alerts once, however many replicas there are. */
@Injectable()
export class AlertsTotalsRefresher implements OnModuleDestroy {
  private readonly stop = new AbortController();
  private loop: Promise<void> | undefined;
  private readonly running = new Set<Promise<unknown>>();
  private readonly lanes = new Lanes();
  private readonly failures = new Slots(FAILURES_AT_ONCE);
  private readonly readings = new Readings();
  private newest = 0;
  private failing = false;
  private readonly start01 = Math.random();
  private nextAt = 0;
  private readonly gists = new Gists();
  private readonly apart: Apart;
  private readonly silences: SilencePolls;

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly source: AlertSource,
    private readonly reconciler: Reconciler,
    private readonly configured: CurrentConfig,
    private readonly interval: Interval,
    private readonly log: Log,
  ) {
    this.apart = new Apart(source);
    this.silences = new SilencePolls(store, source, configured);
  }

  start(): void {
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.source.close();
    await this.loop;
    await Promise.all(this.running);
  }

  /** This replica's share of the tick that `now` lies in; the database's time unless given. Resolves when the last of it has answered, or failed to. */
  async refresh(now?: Date): Promise<Share> {
    return this.share(await this.begin(now));
  }

  private async begin(now?: Date): Promise<Tick> {
    const asked = Date.now();
    const ahead = (now ?? (await clock.one(this.store, {})).now).getTime() - asked;
    const time = (): Date => new Date(Date.now() + ahead);
    const length = this.interval.seconds * 1000;
    const number = Math.floor(time().getTime() / length);
    this.nextAt = (number + 1) * length - ahead;
    this.newest = number;
    return { number, time, polled: 0, failed: 0, sample: undefined };
  }

  private async share(tick: Tick): Promise<Share> {
    const { number } = tick;
    const all = [...tenantsOf(await this.tree.current())];
    const tenants = all.flatMap(([tenant]) => (this.source.holds(tenant) ? [tenant] : []));
    await forgetOldTurns(this.store, number);
    await this.silences.begin(tick.time());
    const claiming = { number, start: this.start01, isNewest: () => this.newest === number };
    await countUnpolled(
      this.store,
      all.flatMap(([tenant, nodes]) => (this.source.holds(tenant) ? [] : nodes)),
      claiming,
      tick.time(),
    );
    const round = {
      atOnce: this.source.atOnce,
      turns: (some: readonly string[]) => claimedTurns(this.store, some, claiming),
      poll: (tenant: string) => this.poll(tenant, tick),
    };
    await this.lanes.poll(tenants, round, () => lastTick.setToCurrentTime());
    if (tick.failed > 0 && !this.stop.signal.aborted)
      this.log.warn({ failed: tick.failed, of: tick.polled, err: tick.sample }, 'tenants were not refreshed');
    return { polled: tick.polled, failed: tick.failed };
  }

  private async poll(tenant: string, tick: Tick): Promise<void> {
    if (this.stop.signal.aborted) return;
    const end = pollDuration.startTimer();
    const outcome = await this.outcomeOf(tenant, tick);
    end();
    polls.inc({ outcome });
    tick.polled += 1;
    if (outcome === 'failed' || outcome === 'unsaved') tick.failed += 1;
  }

  private async outcomeOf(tenant: string, tick: Tick): Promise<'saved' | 'outdated' | 'failed' | 'unsaved'> {
    const sent = tick.time();
    const hold = answerBytes.hold();
    try {
      const text = await this.source.alerts(tenant, tenant, hold);
      const outcome = await this.readings.run(text.length, () => this.save(tenant, text, sent, tick.time()));
      await this.followSilences(tenant, text, tick);
      return outcome;
    } catch (error) {
      tick.sample ??= error;
      return error instanceof PollFailure ? this.noteFailure(tenant, error, sent) : 'unsaved';
    } finally {
      hold.release();
    }
  }

  /** Alerts are known without them: what fails is tried again at the next tick. */
  private async followSilences(tenant: string, text: string, tick: Tick): Promise<void> {
    try {
      await this.silences.follow(tenant, text, await this.tree.current(), tick.time());
    } catch (error) {
      if (!this.stop.signal.aborted) this.log.warn({ err: error, tenant }, 'the silences of a tenant were not read');
    }
  }

  private async save(tenant: string, text: string, sent: Date, now: Date): Promise<'saved' | 'outdated'> {
    const tree = await this.tree.current();
    const gist = await this.gistOf(tenant, text, tree, now);
    unplaced.inc(gist.unplaced);
    if (await this.reconciler.renew(tenant, gist, sent)) return 'saved';
    const { placed } = await this.read(tenant, text, tree, now);
    return this.reconciler.save(tenant, placed, sent, now);
  }

  private async gistOf(tenant: string, text: string, tree: Tree, now: Date): Promise<Gist> {
    const digest = digestOf(text);
    const rule = this.ruleOf(tenant);
    const known = this.gists.of(tenant, digest, rule, tree);
    if (known) return known;
    const { placed, lasts } = await this.read(tenant, text, tree, now);
    const gist = gistOf(placed);
    if (lasts) this.gists.keep(tenant, digest, rule, tree, gist);
    return gist;
  }

  /** `lasts`: as long as the tree is the same, so is this for the same digest. */
  private async read(tenant: string, text: string, tree: Tree, now: Date): Promise<{ placed: PlacedAnswer; lasts: boolean }> {
    const answer = readAnswer(text, now, this.ruleOf(tenant));
    const keys = systemsNeeded(answer.alerts, tenant, tree);
    const systems = await systemsOf(this.store, answer.alerts, tenant, tree);
    const from = await this.originOf(tenant, answer, tree, now);
    const placed = placeAnswer(answer, tenant, organizationsOf(tenant, tree), tree, systems, from);
    return { placed, lasts: answer.lasts && keys.length === 0 && !from.isAlike };
  }

  private async originOf(tenant: string, { alerts }: Answer, tree: Tree, now: Date): Promise<Origin> {
    const { current } = this.configured;
    const upstream = upstreamOf(current, tenant);
    if (!upstream) return {};
    const [since, acknowledges] = [upstream.kind === 'prometheus' ? 'active' : 'fired', current.acknowledgeBySilence] as const;
    const nobodys = new Set(alerts.filter((alert) => !isNamed(alert, tree)).map(({ fingerprint }) => fingerprint));
    const isShared =
      nobodys.size > 0 && [...tenantsOf(tree).keys()].some((other) => other !== tenant && upstreamOf(current, other) === upstream);
    return { upstream: upstream.name, since, acknowledges, isAlike: isShared && !(await this.apart.tells(upstream, tenant, nobodys, now)) };
  }

  private ruleOf(tenant: string): LabelRule {
    return labelRuleOf(ruleOf(this.configured.current, tenant));
  }

  private async noteFailure(tenant: string, error: PollFailure, sent: Date): Promise<'failed' | 'unsaved'> {
    if (this.stop.signal.aborted) return 'failed';
    try {
      const organizations = organizationsOf(tenant, await this.tree.current()).map((node) => node.id);
      await this.failures.run(() => this.reconciler.fail(tenant, error.message, sent, soleOf(organizations)));
      return 'failed';
    } catch {
      return 'unsaved'; // the next tick notes it
    }
  }

  /** Never rejects. A tick begins whether or not those before have ended; after one that could not even begin it tries again soon. */
  private async run(): Promise<void> {
    const { signal } = this.stop;
    while (!signal.aborted) {
      await this.begin().then(
        (tick) => this.goOn(tick),
        (error) => this.trouble(error),
      );
      while (!signal.aborted && Date.now() < this.nextAt)
        await pause(Math.min(this.nextAt - Date.now(), LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
    }
  }

  private goOn(tick: Tick): void {
    const ended = this.share(tick).then(
      () => {
        this.failing = false;
      },
      (error) => this.trouble(error),
    );
    this.running.add(ended);
    void ended.then(() => this.running.delete(ended));
  }

  private trouble(error: unknown): void {
    const soon = Date.now() + LONGEST_PAUSE_MS;
    this.nextAt = this.nextAt > Date.now() ? Math.min(this.nextAt, soon) : soon;
    if (!this.failing) this.log.error({ err: error }, 'cannot refresh');
    this.failing = true;
  }
}
