import { Injectable } from '@nestjs/common';
import { question } from '#columns';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import type { Suggestions, SuggestQuery } from './suggest.dto.js';

const beginning = (field: string) =>
  question<{ value: string }, { scopes: number[]; q: string; size: number }>(import.meta.url, './suggest.duck.sql', { field });
const statements = { alertname: beginning('s.alertname'), system_key: beginning('s.system_key') };

@Injectable()
export class SuggestService {
  constructor(private readonly heavy: HeavyReads) {}

  async values(asked: HeavyQuestion, { field, q = '', limit }: SuggestQuery): Promise<Suggestions> {
    const rows = await this.heavy.ask(asked, statements[field], { scopes: scopeIds(asked.scope), q, size: limit });
    return { values: rows.map(({ value }) => value) };
  }
}
