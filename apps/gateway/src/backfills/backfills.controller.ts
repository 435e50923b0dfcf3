import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { PageQuery } from '../http/paged.js';
import { Needs } from '../http/route.js';
import { BackfillList } from './backfills.dto.js';
import { BackfillsService } from './backfills.service.js';

@Controller('api/backfills')
export class BackfillsController {
  constructor(private readonly backfills: BackfillsService) {}

  /** What each run of `npm run backfill` brought and left out, of tenants whose organizations are all in scope. */
  @Get()
  @Needs('role:ADMIN')
  @Answers(BackfillList, 'backfills retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: PageQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.backfills.list(scope, query, wrap);
  }
}
