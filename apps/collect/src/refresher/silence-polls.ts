import { randomUUID } from 'node:crypto';
import { readSilence, tenantsOf } from '#intake';
import { namedBy, replaceTenantSilences, type Store, sql, type TenantSilence } from '#persistence';
import type { Tree } from '#scope';
import { alertmanagerOf } from '../config/config.js';
import type { CurrentConfig } from '../config/config-file.js';
import { jsonOf, PollFailure, WrongStatus } from '../http/asker.js';
import type { AlertSource } from '../intake/alert-source.js';

const silencesDue = sql<{ tenant_id: string }, { before: Date }>(import.meta.url, './silences-due.sql');
const silencesRead = sql<never, { tenant: string; at: Date }>(import.meta.url, './silences-read.sql');
const EVERY_MS = 5 * 60_000;
const SILENCED_BY = /"silencedBy":\s*\[([^\]]+)\]/g;

/** Reads the silences of a tenant when an answer names one that is not known, and every five minutes while it holds any. */
export class SilencePolls {
  private due: ReadonlySet<string> = new Set();
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly store: Store,
    private readonly source: AlertSource,
    private readonly configured: CurrentConfig,
  ) {}

  /** Once a tick. */
  async begin(now: Date): Promise<void> {
    const rows = await silencesDue.rows(this.store, { before: new Date(now.getTime() - EVERY_MS) });
    this.due = new Set(rows.map(({ tenant_id }) => tenant_id));
  }

  /** `answer`: what its Alertmanager shows of its alerts. Rejects with {@link PollFailure}. */
  async follow(tenant: string, answer: string, tree: Tree, now: Date): Promise<void> {
    const named = namedIn(answer);
    const known = this.known.get(tenant);
    if (!this.due.has(tenant) && [...named].every((id) => known?.has(id))) return;
    if (!alertmanagerOf(this.configured.current, tenant)) return;
    const shown = silencesIn(await this.source.silences(tenant));
    const ours = await this.oursOf(tenant, shown, tree);
    await replaceTenantSilences(this.store, tenant, ours, now);
    await silencesRead.rows(this.store, { tenant, at: now });
    this.known.set(tenant, new Set([...named, ...shown.map(({ id }) => id)]));
  }

  /** What names an organization of another tenant is that one's. What names none is nobody's where an Alertmanager answers everybody alike. */
  private async oursOf(tenant: string, shown: readonly TenantSilence[], tree: Tree): Promise<readonly TenantSilence[]> {
    const ownerOf = (silence: TenantSilence): string | undefined => tree.find(namedBy(silence.matchers) ?? '')?.tenantId;
    const ours = shown.filter((silence) => (ownerOf(silence) ?? tenant) === tenant);
    const nobodys = new Set(ours.filter((silence) => ownerOf(silence) === undefined).map(({ id }) => id));
    const isOurs = nobodys.size === 0 || (await this.tellsApart(tenant, nobodys, tree));
    return isOurs ? ours : ours.filter(({ id }) => !nobodys.has(id));
  }

  /** Asks for a tenant that cannot exist: who shows that one the same silences answers everybody alike. */
  private async tellsApart(tenant: string, ids: ReadonlySet<string>, tree: Tree): Promise<boolean> {
    const { current } = this.configured;
    const upstream = alertmanagerOf(current, tenant);
    const isShared = [...tenantsOf(tree).keys()].some((other) => other !== tenant && alertmanagerOf(current, other) === upstream);
    if (!isShared) return true;
    if (upstream?.tenantHeader === '') return false;
    try {
      return !silencesIn(await this.source.silences(`nobody-${randomUUID()}`, tenant)).some(({ id }) => ids.has(id));
    } catch (error) {
      if (!(error instanceof PollFailure)) throw error;
      return error instanceof WrongStatus && error.status >= 400 && error.status < 500 && error.status !== 429;
    }
  }
}

/** The ids that an answer says its alerts are silenced by. */
const namedIn = (answer: string): ReadonlySet<string> =>
  new Set([...answer.matchAll(SILENCED_BY)].flatMap(([, ids = '']) => [...ids.matchAll(/"([\w-]{1,64})"/g)].map(([, id = '']) => id)));

function silencesIn(text: string): TenantSilence[] {
  const items = jsonOf(text);
  if (!Array.isArray(items)) throw new PollFailure('its answer is no list of silences');
  return items.flatMap((item: unknown) => readSilence(item) ?? []);
}
