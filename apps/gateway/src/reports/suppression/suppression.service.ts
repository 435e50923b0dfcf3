import { Injectable } from '@nestjs/common';
import { instantText, secondsOf } from '#metrics';
import { OrganizationTree, Store, sql } from '#persistence';
import { askedBinds, bucketBinds, type ReportAsk, reportQuestion } from '#reports';
import { type Scope, scopeIds } from '#scope';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { linked, type NextLink, type Ordered } from '../../http/linked.js';
import { visibleTenants } from '../../http/visible-tenants.js';
import { ReportAsks } from '../report-asks.js';
import type { Suppression, SuppressionKey, SuppressionQuery } from './suppression.dto.js';

/** Instants are epoch milliseconds. `shown`: to the caller. */
type Silence = { tenant: string; id: string; created_by: string; comment: string; begins: number; ends: number; shown: boolean };
type Row = { bucket: string; key: string; tenant: string; alerts: number; length: number; unseen: number };
type Pieces = { labels: string[]; froms: number[]; untils: number[] };
type Binds = Pieces & { kind: string; ids: string[]; tenants: string[]; begins: number[]; ends: number[]; shown: number[] };

const silences = sql<Silence, { scopes: number[]; seen: string[] | null; from: string; until: string }>(import.meta.url, './silences.sql');
const NAMES = `LEFT JOIN (SELECT t.tenant, i.fingerprint, arg_max(i.alertname, i.id) AS alertname FROM series i JOIN organization t ON t.id = i.organization
  WHERE list_has_any(t.scopes, :scopes::INTEGER[]) GROUP BY ALL) AS n ON n.fingerprint = s.key AND n.tenant = m.tenant`;
const asking = (variant: Readonly<Record<string, string>> = {}) =>
  reportQuestion<Row, Binds>(import.meta.url, './suppression.duck.sql', variant);
const questions: Readonly<Record<SuppressionKey, ReturnType<typeof asking>>> = {
  silence: asking(),
  inhibitor: asking({ key: 'coalesce(n.alertname, s.key)', tenant: "''", names: NAMES }),
  mute: asking({ tenant: "''" }),
};
/** A silence that was read a while ago may have been shown to hold a little longer. */
const SLACK_MS = 3_600_000;
/** An id is one of its tenant. */
const BY_BUCKET: Ordered<Row> = { kinds: ['string', 'string', 'string'], keyOf: ({ bucket, key, tenant }) => [bucket, key, tenant] };

@Injectable()
export class SuppressionService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row for everything that held an alert in a bucket, and for silences that held none, by bucket, then key. */
  async *rows(asked: HeavyQuestion, query: SuppressionQuery, next: NextLink, now: Date): AsyncGenerator<Suppression[]> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const known = query.by === 'silence' ? await this.silences(asked.scope, ask) : [];
    const binds = {
      ...askedBinds(ask),
      kind: query.by,
      ids: known.map(({ id }) => id),
      tenants: known.map(({ tenant }) => tenant),
      begins: known.map(({ begins }) => begins),
      ends: known.map(({ ends }) => ends),
      shown: known.map(({ shown }) => Number(shown)),
      ...bucketBinds(ask, query['group-by']),
    };
    const said = new Map(known.flatMap((one) => (one.shown ? [[keyOf(one.tenant, one.id), one] as const] : [])));
    for await (const rows of linked(this.heavy.answers(asked, questions[query.by], binds), BY_BUCKET, query, next))
      yield rows.map((row) => shown(row, said.get(keyOf(row.tenant, row.key))));
  }

  private async silences(scope: Scope, { range }: ReportAsk): Promise<Silence[]> {
    const seen = visibleTenants(scope, await this.tree.current());
    const [from, until] = [instantText(range.from - SLACK_MS), instantText(range.until + SLACK_MS)];
    return silences.rows(this.store, { scopes: scopeIds(scope), seen, from, until });
  }
}

const keyOf = (tenant: string, id: string): string => `${id} ${tenant}`;

const shown = ({ bucket, key, alerts, length, unseen }: Row, silence: Silence | undefined): Suppression => ({
  ...{ key, bucket },
  ...(silence && { creator: silence.created_by, comment: silence.comment }),
  ...{ alerts, suppressed_seconds: secondsOf(length), unseen },
});
