import { Injectable } from '@nestjs/common';
import { question } from '#columns';
import { Store, sql } from '#persistence';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import type { Choice, ChoicesQuery } from './choices.dto.js';

type Binds = { scopes: number[]; q: string; most: number };
const named = {
  source: sql<Choice, Binds>(import.meta.url, './named.sql'),
  policy: sql<Choice, Binds>(import.meta.url, './named.sql', { table: 'escalation_policy' }),
};
const numbers = question<Choice, Binds>(import.meta.url, './numbers.duck.sql');

/** What the reports of a scope can be narrowed by. */
@Injectable()
export class ChoicesService {
  constructor(
    private readonly store: Store,
    private readonly heavy: HeavyReads,
  ) {}

  choices(asked: HeavyQuestion, { field, q = '', limit }: ChoicesQuery): Promise<Choice[]> {
    const binds = { scopes: scopeIds(asked.scope), q, most: limit };
    return field === 'number' ? this.heavy.ask(asked, numbers, binds) : named[field].rows(this.store, binds);
  }
}
