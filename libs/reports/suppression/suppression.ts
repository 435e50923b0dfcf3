import { type Grouping, instantText, secondsOf } from '#metrics';
import { type Db, sql } from '#persistence';
import { type Asking, askedBinds, bucketBinds, type ReportAsk, reportQuestion } from '../asked.js';

export const SUPPRESSION_KEYS = ['silence', 'inhibitor', 'mute'] as const;
export type SuppressionKey = (typeof SUPPRESSION_KEYS)[number];
export type SuppressionAsk = { readonly by: SuppressionKey; readonly 'group-by': Grouping | 'NONE' };

/** Of what held alerts in a bucket. `tenant`: whose id the key is, of a silence; else empty. Whole seconds, of all its alerts together. */
export type SuppressionRow = {
  readonly key: string;
  readonly bucket: string;
  readonly tenant: string;
  readonly creator?: string;
  readonly comment?: string;
  readonly alerts: number;
  readonly suppressed_seconds: number;
  readonly unseen: number;
};

/** Instants are epoch milliseconds. `shown`: to who sees the scope. */
type Silence = { tenant: string; id: string; created_by: string; comment: string; begins: number; ends: number; shown: boolean };
type Row = { bucket: string; key: string; tenant: string; alerts: number; length: number; unseen: number };
type Lists = { labels: string[]; froms: number[]; untils: number[]; ids: string[]; tenants: string[]; begins: number[]; ends: number[] };

const silences = sql<Silence, { scopes: number[]; from: string; until: string }>(import.meta.url, './silences.sql');
const NAMES = `LEFT JOIN (SELECT t.tenant, i.fingerprint, arg_max(i.alertname, i.id) AS alertname FROM series i JOIN organization t ON t.id = i.organization
  WHERE list_has_any(t.scopes, :scopes::INTEGER[]) GROUP BY ALL) AS n ON n.fingerprint = s.key AND n.tenant = m.tenant`;
const asked = (variant: Readonly<Record<string, string>> = {}) =>
  reportQuestion<Row, Lists & { kind: string; shown: number[] }>(import.meta.url, './suppression.duck.sql', variant);
const questions: Readonly<Record<SuppressionKey, ReturnType<typeof asked>>> = {
  silence: asked(),
  inhibitor: asked({ key: 'coalesce(n.alertname, s.key)', tenant: "''", names: NAMES }),
  mute: asked({ tenant: "''" }),
};
/** A silence that was read a while ago may have been shown to hold a little longer. */
const SLACK_MS = 3_600_000;

/** A row for everything that held an alert in a bucket, and for silences that held none, by bucket, then key, then tenant. */
export async function* suppressionReport(asking: Asking, db: Db, ask: ReportAsk, how: SuppressionAsk): AsyncGenerator<SuppressionRow[]> {
  const known = how.by === 'silence' ? await silencesOf(db, ask) : [];
  const binds = {
    ...askedBinds(ask),
    ...bucketBinds(ask, how['group-by']),
    kind: how.by,
    ids: known.map(({ id }) => id),
    tenants: known.map(({ tenant }) => tenant),
    begins: known.map(({ begins }) => begins),
    ends: known.map(({ ends }) => ends),
    shown: known.map(({ shown }) => Number(shown)),
  };
  const said = new Map(known.flatMap((one) => (one.shown ? [[nameOf(one.tenant, one.id), one] as const] : [])));
  for await (const rows of asking(questions[how.by], binds)) yield rows.map((row) => shown(row, said.get(nameOf(row.tenant, row.key))));
}

function silencesOf(db: Db, { scopes, range }: ReportAsk): Promise<Silence[]> {
  const [from, until] = [instantText(range.from - SLACK_MS), instantText(range.until + SLACK_MS)];
  return silences.rows(db, { scopes: [...scopes], from, until });
}

const nameOf = (tenant: string, id: string): string => `${id} ${tenant}`;

const shown = ({ bucket, key, tenant, alerts, length, unseen }: Row, silence: Silence | undefined): SuppressionRow => ({
  ...{ key, bucket, tenant },
  ...(silence && { creator: silence.created_by, comment: silence.comment }),
  ...{ alerts, suppressed_seconds: secondsOf(length), unseen },
});
