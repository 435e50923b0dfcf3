import { Controller, Get, Query } from '@nestjs/common';
import { Answers } from '../http/answers.js';
import { Needs, OwnerOnly } from '../http/route.js';
import { UnfinishedExports, UnfinishedQuery } from './unfinished.dto.js';
import { UnfinishedService } from './unfinished.service.js';

@Controller('api/exports')
export class UnfinishedController {
  constructor(private readonly unfinished: UnfinishedService) {}

  /** What waits and what runs, the oldest first: read from the jobs themselves, of which the queue only holds tickets. */
  @Get()
  @Needs('role:ADMIN')
  @OwnerOnly()
  @Answers(UnfinishedExports, 'unfinished exports retrieved successfully')
  list(@Query() query: UnfinishedQuery): Promise<UnfinishedExports> {
    return this.unfinished.list(query);
  }
}
