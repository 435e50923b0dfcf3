import { Controller, Get, Query } from '@nestjs/common';
import { Answers } from '../http/answers.js';
import { Heavily, type HeavyQuestion } from '../http/heavy/heavy-question.js';
import { Needs } from '../http/route.js';
import { HistoryPage, HistoryQuery } from './history.dto.js';
import { HistoryService } from './history.service.js';

@Controller('api/alerts/history')
export class HistoryController {
  constructor(private readonly resolved: HistoryService) {}

  @Get()
  @Needs('read:systems')
  @Answers(HistoryPage, 'alert history retrieved successfully')
  history(@Heavily() question: HeavyQuestion, @Query() query: HistoryQuery): Promise<HistoryPage> {
    return this.resolved.history(question, query);
  }
}
