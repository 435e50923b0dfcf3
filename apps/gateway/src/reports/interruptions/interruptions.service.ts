import { Injectable } from '@nestjs/common';
import { type HourKind, hourPieces, parseHours } from '#metrics';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { linkedPage, type NextLink, type Ordered } from '../../http/linked.js';
import { askedBinds, piecesOf, reportQuestion } from '../asked.js';
import { ReportAsks } from '../report-asks.js';
import type {
  InterruptedAssignee,
  InterruptionBucket,
  InterruptionCounts,
  Interruptions,
  InterruptionsQuery,
} from './interruptions.dto.js';

type Row = { bucket: string; hours: HourKind; assignee: string | null; n: number };
type Binds = { froms: number[]; labels: string[]; hours: string[] };
const interruptions = reportQuestion<Row, Binds>(import.meta.url, './interruptions.duck.sql');

@Injectable()
export class InterruptionsService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  async interruptions(asked: HeavyQuestion, query: InterruptionsQuery, next: NextLink, now: Date): Promise<Interruptions> {
    const { business, sleep, 'group-by': grouping } = query;
    const ask = this.asks.of(asked.caller, asked.scope, { ...query, priority: 'HIGH' }, now);
    const hours = { business: parseHours(business), sleep: parseHours(sleep) };
    const pieces = piecesOf(ask.range, ask.zone, grouping).flatMap(({ label, ...range }) =>
      hourPieces(range, ask.zone, hours).map((piece) => ({ ...piece, label })),
    );
    const rows = await this.heavy.ask(asked, interruptions, {
      ...askedBinds(ask),
      froms: pieces.map((piece) => piece.from),
      labels: pieces.map((piece) => piece.label),
      hours: pieces.map((piece) => piece.kind),
    });
    const buckets = summed(rows, (row) => row.bucket).map(([bucket, counts]) => ({ bucket, ...counts }));
    const assignees = summed(rows, (row) => row.assignee).map(([user_id, counts]) => ({ user_id, ...counts }));
    const all = [...buckets.sort((a, b) => compare(a.bucket, b.bucket)), ...assignees.sort(byBurden)];
    const page = await linkedPage(all, BUCKETS_THEN_ASSIGNEES, query, next);
    return { buckets: page.filter((row) => 'bucket' in row), assignees: page.filter((row) => 'user_id' in row) };
  }
}

function summed<Key>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, InterruptionCounts][] {
  const sums = new Map<Key, InterruptionCounts>();
  for (const row of rows) {
    const counts = sums.get(keyOf(row)) ?? { business: 0, off: 0, sleep: 0 };
    counts[row.hours] += row.n;
    sums.set(keyOf(row), counts);
  }
  return [...sums];
}

const sumOf = ({ business, off, sleep }: InterruptionCounts): number => business + off + sleep;
const byBurden = (a: InterruptedAssignee, b: InterruptedAssignee): number =>
  sumOf(b) - sumOf(a) || compare(a.user_id ?? '', b.user_id ?? '');
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** One page may hold the last buckets and the first assignees. */
const BUCKETS_THEN_ASSIGNEES: Ordered<InterruptionBucket | InterruptedAssignee> = {
  kinds: ['number', 'number', 'string'],
  keyOf: (row) => ('bucket' in row ? [0, 0, row.bucket] : [1, -sumOf(row), row.user_id ?? '']),
};
