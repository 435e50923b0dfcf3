import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { HistoryPage, HistoryQuery } from './history.dto.js';
import { HistoryService } from './history.service.js';

@Controller('api/alerts/history')
export class HistoryController {
  constructor(private readonly resolved: HistoryService) {}

  @Get()
  @Needs('read:systems')
  @Answers(HistoryPage, 'alert history retrieved successfully')
  history(@InScope() scope: Scope, @Query() query: HistoryQuery): Promise<HistoryPage> {
    return this.resolved.history(scope, query);
  }
}
