import { type Draft, draftOf, isForeign, place, type Reason, systemsOf } from '#intake';
import { NO_OBSERVATION, type Observation, type Store } from '#persistence';
import type { Tree } from '#scope';
import { type Config, labelRuleOf, ruleOf } from '../../apps/collect/src/config/config.js';
import type { Identity, Run, Samples } from './runs.js';
import type { Series } from './server.js';

/** What a series tells of its alerts, but for when they ran; a reason: they cannot be recorded. */
export type Told = { readonly draft: Draft | Reason; readonly tenant: string | null };
/** An episode as the ledger takes it, or why it is set aside. */
export type Episode =
  | { readonly observation: Observation & { readonly endsAt: Date } }
  | { readonly reason: Reason; readonly labels: string };

const TENANT = '__tenant_id__';

/** Reads series as an Alertmanager would be told of their alerts: with external labels and by the intake rules, so that they are the same alerts. */
export class Reading {
  private readonly known = new Map<string, Identity<Told> | null>();

  constructor(
    private readonly config: Config,
    private readonly externalLabels: Readonly<Record<string, string>>,
    private readonly tenant: string | null,
    private readonly now: Date,
  ) {}

  /** Without those that a rule ignores. */
  samples(series: readonly Series[]): Samples<Told>[] {
    return series.flatMap(({ labels, at }) => {
      const identity = this.identityOf(labels);
      return identity && at.length > 0 ? [{ identity, at }] : [];
    });
  }

  private identityOf(labels: Series['labels']): Identity<Told> | null {
    const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const identity = this.read(labels);
    this.known.set(key, identity);
    return identity;
  }

  private read({ [TENANT]: federated, ...labels }: Series['labels']): Identity<Told> | null {
    const tenant = federated ?? this.tenant;
    const alert = { labels: { ...this.externalLabels, ...labels }, annotations: {}, startsAt: this.now.toISOString() };
    const draft = draftOf(alert, null, this.now, () => true, labelRuleOf(ruleOf(this.config, tenant)));
    if (draft === null) return null;
    const key =
      typeof draft === 'string' ? JSON.stringify(labels) : `${tenant ?? ''} ${JSON.stringify(Object.entries(draft.labels).sort())}`;
    return { key, told: { draft, tenant } };
  }
}

/** Places runs with the organizations they belong to. */
export async function episodesOf(store: Store, tree: Tree, runs: readonly Run<Told>[]): Promise<Episode[]> {
  const episodes: Episode[] = [];
  for (const tenant of new Set(runs.map(({ told }) => told.tenant))) {
    const own = runs.filter(({ told }) => told.tenant === tenant);
    const drafts = own.flatMap(({ told: { draft } }) => (typeof draft === 'string' ? [] : [draft]));
    const systems = await systemsOf(store, drafts, tenant, tree);
    for (const run of own) {
      const { draft } = run.told;
      const node = typeof draft === 'string' ? undefined : place(draft, tenant, tree, systems);
      if (typeof draft !== 'string' && node) episodes.push({ observation: observed(draft, node.id, run) });
      else episodes.push({ reason: reasonOf(run.told, tree), labels: typeof draft === 'string' ? '' : JSON.stringify(draft.labels) });
    }
  }
  return episodes;
}

const reasonOf = ({ draft, tenant }: Told, tree: Tree): Reason => {
  if (typeof draft === 'string') return draft;
  return tenant !== null && isForeign(draft, tenant, tree) ? 'the organization is of another tenant' : 'the organization is unknown';
};

function observed(
  { organization: _, ...draft }: Draft,
  organizationId: number,
  { from, until }: Run<Told>,
): Observation & { endsAt: Date } {
  const endsAt = new Date(until);
  return { ...NO_OBSERVATION, ...draft, organizationId, via: 'import', startsAt: new Date(from), endsAt, recordedAt: endsAt };
}
