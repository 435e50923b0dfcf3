import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Injectable } from '@nestjs/common';
import { secondsOf } from '#metrics';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Ordered } from '../../http/linked.js';
import { askedBinds, piecesOf, reportQuestion } from '../asked.js';
import { ReportAsks } from '../report-asks.js';
import type { Availability, AvailabilityKey, AvailabilityQuery } from './availability.dto.js';

type Row = { bucket: string; key: string; organization_id: string; episodes: number; wrong: number; longest: number };
type Binds = { severity: string[]; labels: string[]; froms: number[]; untils: number[] };

const UNSILENCED = readFileSync(fileURLToPath(new URL('./unsilenced.duck.sql', import.meta.url)), 'utf8');
const KEYS: Readonly<Record<AvailabilityKey, Readonly<Record<string, string>>>> = {
  system: {},
  organization: { key: 'o.public_id', organization: "''" },
  alertname: { key: 'a.alertname', organization: "''" },
};
const asking = (key: AvailabilityKey) => ({
  all: reportQuestion<Row, Binds>(import.meta.url, './availability.duck.sql', KEYS[key]),
  silenced: reportQuestion<Row, Binds>(import.meta.url, './availability.duck.sql', { ...KEYS[key], counting: UNSILENCED }),
});
const questions = { system: asking('system'), organization: asking('organization'), alertname: asking('alertname') } as const;

export const BY_AVAILABILITY: Ordered<Availability> = {
  kinds: ['string', 'string', 'string'],
  keyOf: ({ bucket, key, organization_id = '' }) => [bucket, key, organization_id],
};

@Injectable()
export class AvailabilityService {
  constructor(
    private readonly heavy: HeavyReads,
    private readonly asks: ReportAsks,
  ) {}

  /** A row for every key and bucket with an alert, by bucket, then key. */
  async *rows(asked: HeavyQuestion, query: AvailabilityQuery, now: Date): AsyncGenerator<Availability[]> {
    const ask = this.asks.of(asked.caller, asked.scope, query, now);
    const pieces = piecesOf(ask.range, ask.zone, query['group-by']);
    const lengths = new Map<string, number>();
    for (const { label, from, until } of pieces) lengths.set(label, (lengths.get(label) ?? 0) + until - from);
    const binds = {
      ...askedBinds(ask),
      severity: query.severity ?? [],
      labels: pieces.map((piece) => piece.label),
      froms: pieces.map((piece) => piece.from),
      untils: pieces.map((piece) => piece.until),
    };
    const question = questions[query.by][query.exclude ?? 'all'];
    for await (const rows of this.heavy.answers(asked, question, binds))
      yield rows.map((row) => shown(row, query.by, lengths.get(row.bucket) ?? 1));
  }
}

const shown = ({ bucket, key, organization_id, episodes, wrong, longest }: Row, by: AvailabilityKey, length: number): Availability => ({
  key,
  ...(by === 'system' && { organization_id }),
  bucket,
  alert_seconds: secondsOf(wrong),
  availability: Math.round((1 - wrong / length) * 1e6) / 1e6,
  episodes,
  longest_seconds: secondsOf(longest),
});
