import type { LabelRule } from '#intake';
import { type Labels, type Matcher, matches } from '#matchers';

/** One Alertmanager or Prometheus that is polled, in the words of COLLECT_CONFIG_FILE (CONTRACT 8.2). Secrets are read, not named. */
export type Upstream = {
  readonly name: string;
  readonly kind: 'alertmanager' | 'prometheus';
  /** Without a trailing slash, and without user and password. */
  readonly url: string;
  /** Whose alerts it holds; null: of every tenant that no other upstream names. */
  readonly tenants: TenantTest | null;
  /** '': it knows no tenants. */
  readonly tenantHeader: string;
  /** Sent with every call: Authorization and what `headers` names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Tls;
  readonly timeoutMs: number;
  /** Of a Prometheus: put on its alerts before they are identified. */
  readonly externalLabels: Labels;
  /** `externalURL`s of the webhooks that are its own, beside its url. */
  readonly externalUrls: readonly string[];
};
export type Tls = {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly servername?: string | undefined;
  readonly rejectUnauthorized: boolean;
};
export type TenantTest = (tenant: string) => boolean;

/** What is done to an alert before it is identified. */
export type IntakeRule = {
  readonly tenants: TenantTest;
  readonly dropLabels: readonly string[];
  readonly ignore: readonly Matcher[];
  readonly severity: Readonly<Record<string, string>>;
  /** 0: what nobody tells of any more stays open. */
  readonly staleAfterMs: number;
};

export type Config = {
  readonly upstreams: readonly Upstream[];
  readonly intake: readonly IntakeRule[];
  readonly acknowledgeBySilence: boolean;
};

const DAY_MS = 86_400_000;
export const STALE_AFTER_MS = 7 * DAY_MS;
export const POLL_TIMEOUT_MS = 10_000;
export const TENANT_HEADER = 'X-Scope-OrgID';

const NO_RULE: IntakeRule = { tenants: () => true, dropLabels: [], ignore: [], severity: {}, staleAfterMs: STALE_AFTER_MS };

/** Who holds the tenant's alerts: the first that names it, else the first that names none. Undefined: nobody polls it. */
export const upstreamOf = ({ upstreams }: Config, tenant: string): Upstream | undefined => holderOf(upstreams, tenant);

/** Who holds the tenant's silences. */
export const alertmanagerOf = ({ upstreams }: Config, tenant: string): Upstream | undefined =>
  holderOf(
    upstreams.filter(({ kind }) => kind === 'alertmanager'),
    tenant,
  );

/** Whose own webhooks are those that name this `externalURL`. */
export const ownerOf = ({ upstreams }: Config, externalUrl: string): Upstream | undefined =>
  externalUrl === '' ? undefined : upstreams.find(({ url, externalUrls }) => url === externalUrl || externalUrls.includes(externalUrl));

const holderOf = (upstreams: readonly Upstream[], tenant: string): Upstream | undefined =>
  upstreams.find(({ tenants }) => tenants?.(tenant)) ?? upstreams.find(({ tenants }) => tenants === null);

/** The first rule that names the tenant; '' stands for an unknown one. */
export const ruleOf = ({ intake }: Config, tenant: string | null): IntakeRule =>
  intake.find(({ tenants }) => tenants(tenant ?? '')) ?? NO_RULE;

const labelRules = new WeakMap<IntakeRule, LabelRule>();

/** What a rule does to labels, with its matchers compiled once. */
export function labelRuleOf(rule: IntakeRule): LabelRule {
  const known = labelRules.get(rule);
  if (known) return known;
  const tests = rule.ignore.map((matcher) => matches([matcher]));
  const made = { ignores: (labels: Labels) => tests.some((test) => test(labels)), dropLabels: rule.dropLabels, severity: rule.severity };
  labelRules.set(rule, made);
  return made;
}
