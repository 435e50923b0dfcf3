import { Injectable } from '@nestjs/common';
import { question } from '#columns';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Wrap } from '../../http/long-answers.js';
import { listed } from '../../http/paged.js';
import type { LabelName, LabelsQuery, LabelValue, LabelValuesQuery } from './labels.dto.js';

type After = { scopes: number[]; after_series: number | null; most: number };
const names = question<LabelName, After & { after_name: string }>(import.meta.url, './label-names.duck.sql');
const values = question<LabelValue, After & { after_value: string; name: string; q: string }>(import.meta.url, './label-values.duck.sql');
const KINDS = ['number', 'string'] as const;

/** What the series in scope carry, most frequent first. */
@Injectable()
export class LabelsService {
  constructor(private readonly heavy: HeavyReads) {}

  names(asked: HeavyQuestion, query: LabelsQuery, wrap: Wrap): Promise<object> {
    const read = async (after: readonly [series: number, name: string] | null, most: number) => {
      const binds = { scopes: scopeIds(asked.scope), after_series: after?.[0] ?? null, after_name: after?.[1] ?? '', most };
      return (await this.heavy.ask(asked, names, binds)).map((one) => [[one.series, one.name], one] as const);
    };
    return listed<LabelName, readonly [number, string]>(wrap, 'labels', { kinds: KINDS, read }, query);
  }

  values(asked: HeavyQuestion, name: string, { q = '', ...page }: LabelValuesQuery, wrap: Wrap): Promise<object> {
    const read = async (after: readonly [series: number, value: string] | null, most: number) => {
      const key = { after_series: after?.[0] ?? null, after_value: after?.[1] ?? '' };
      const rows = await this.heavy.ask(asked, values, { scopes: scopeIds(asked.scope), ...key, name, q, most });
      return rows.map((one) => [[one.series, one.value], one] as const);
    };
    return listed<LabelValue, readonly [number, string]>(wrap, 'values', { kinds: KINDS, read }, page);
  }
}
