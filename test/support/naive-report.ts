import type { Grouping } from '#metrics';
import { type Db, instantOf } from '#persistence';
import type { AlertsSums, ReportAsk } from '#reports';

/** Labels of groupings as `to_char` writes them. */
export const PATTERNS: Readonly<Record<Grouping | 'NONE', string>> = { DAY: 'YYYY-MM-DD', WEEK: 'IYYY-"W"IW', MONTH: 'YYYY-MM', NONE: '' };

/** The report as anybody would write it: a label per alert by the database's own clock, then GROUP BY. In many zones at once, as `AT TIME ZONE` takes them. */
const NAIVE = `
WITH asked AS MATERIALIZED (
       SELECT a.* FROM episode a JOIN organization o ON o.id = a.organization_id
        WHERE o.scopes && $1::int[] AND a.starts_at >= $2::timestamptz AND a.starts_at < $3::timestamptz
          AND ($6 = 'ALL' OR priority = $6) AND ($7::bigint[] = '{}' OR source_id = ANY ($7)) AND ($8::bigint[] = '{}' OR policy_id = ANY ($8))
          AND ($9::text[] = '{}' OR number = ANY ($9)) AND coalesce(labels ->> 'team', '') ~ ('^(?:' || $10 || ')$')),
     labelled AS (SELECT zone, CASE WHEN $5 = '' THEN '' ELSE to_char(starts_at AT TIME ZONE zone, $5) END AS bucket, asked.* FROM asked CROSS JOIN unnest($4::text[]) AS z (zone))
SELECT zone, source_id AS "alertSourceId", policy_id AS "escalationPolicyId", number AS "callRoutingNumberPhoneNumber", bucket, count(*) AS count,
       floor(avg(greatest(0, extract(epoch FROM acknowledged_at - starts_at))) FILTER (WHERE acknowledged_at IS NOT NULL) + 0.5)::bigint AS mtta,
       floor(avg(greatest(0, extract(epoch FROM ends_at - starts_at))) FILTER (WHERE ends_at IS NOT NULL) + 0.5)::bigint AS mttr
  FROM labelled GROUP BY zone, bucket, source_id, policy_id, number
 ORDER BY zone, bucket COLLATE "C", source_id, policy_id, number COLLATE "C"`;

export type NaiveRow = AlertsSums & { bucket: string };
/** `team`: a pattern of that label. */
type Asked = Omit<ReportAsk, 'zone' | 'matchers'> & { readonly grouping: Grouping | 'NONE'; readonly team?: string };

export async function naiveReport(db: Db, asked: Asked, zone: string): Promise<NaiveRow[]> {
  return (await naiveByZone(db, asked, [zone])).get(zone) ?? [];
}

/** The rows of each zone; a zone without any is left out. */
export async function naiveByZone(db: Db, asked: Asked, zones: readonly string[]): Promise<Map<string, NaiveRow[]>> {
  const { scopes, range, grouping, priority, sources, policies, numbers, team = '.*' } = asked;
  const [from, until] = [instantOf(range.from), instantOf(range.until)];
  const lists = [[...sources], [...policies], [...numbers]];
  const found: (NaiveRow & { zone: string })[] = await db.query(NAIVE, [
    [...scopes],
    from,
    until,
    [...new Set(zones)],
    PATTERNS[grouping],
    priority,
    ...lists,
    team,
  ]);
  const byZone = new Map<string, NaiveRow[]>();
  for (const { zone, ...row } of found) {
    const rows = byZone.get(zone) ?? [];
    byZone.set(zone, rows);
    rows.push(row);
  }
  return byZone;
}
