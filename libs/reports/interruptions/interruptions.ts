import { type Grouping, type HourKind, hourPieces, parseHours } from '#metrics';
import { type Asking, askedBinds, piecesOf, type ReportAsk, reportQuestion, wholly } from '../asked.js';

export type HoursCount = Record<HourKind, number>;
/** Of a bucket, or of who is in charge now; null: nobody. */
export type InterruptionsRow = HoursCount & ({ readonly bucket: string } | { readonly user_id: string | null });
/** `business` and `sleep`: hours as parseHours reads them. */
export type InterruptionsAsk = { readonly business: string; readonly sleep: string; readonly 'group-by': Grouping | 'NONE' };

type Row = { bucket: string; hours: HourKind; assignee: string | null; n: number };
type Binds = { froms: number[]; labels: string[]; hours: string[] };
const interruptions = reportQuestion<Row, Binds>(import.meta.url, './interruptions.duck.sql');

/** The buckets in their order, then who was interrupted, by falling sum, then by id. Of alerts of high priority only. */
export async function interruptionsReport(asking: Asking, ask: ReportAsk, how: InterruptionsAsk): Promise<InterruptionsRow[]> {
  const hours = { business: parseHours(how.business), sleep: parseHours(how.sleep) };
  const pieces = piecesOf(ask.range, ask.zone, how['group-by']).flatMap(({ label, ...range }) =>
    hourPieces(range, ask.zone, hours).map((piece) => ({ ...piece, label })),
  );
  const rows = await wholly(
    asking(interruptions, {
      ...askedBinds({ ...ask, priority: 'HIGH' }),
      froms: pieces.map((piece) => piece.from),
      labels: pieces.map((piece) => piece.label),
      hours: pieces.map((piece) => piece.kind),
    }),
  );
  const buckets = summed(rows, (row) => row.bucket).map(([bucket, counts]) => ({ bucket, ...counts }));
  const assignees = summed(rows, (row) => row.assignee).map(([user_id, counts]) => ({ user_id, ...counts }));
  return [
    ...buckets.sort((a, b) => compare(a.bucket, b.bucket)),
    ...assignees.sort((a, b) => burdenOf(b) - burdenOf(a) || compare(a.user_id ?? '', b.user_id ?? '')),
  ];
}

function summed<Key>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, HoursCount][] {
  const sums = new Map<Key, HoursCount>();
  for (const row of rows) {
    const counts = sums.get(keyOf(row)) ?? { business: 0, off: 0, sleep: 0 };
    counts[row.hours] += row.n;
    sums.set(keyOf(row), counts);
  }
  return [...sums];
}

export const burdenOf = ({ business, off, sleep }: HoursCount): number => business + off + sleep;
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
