import { Controller, Get, Param, Query } from '@nestjs/common';
import { Answers } from '../../http/answers.js';
import { Heavily, type HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { type Wrap, Wrapping } from '../../http/long-answers.js';
import { Needs } from '../../http/route.js';
import { LabelNames, LabelsQuery, LabelValues, LabelValuesQuery } from './labels.dto.js';
import { LabelsService } from './labels.service.js';

@Controller('api/alerts/labels')
export class LabelsController {
  constructor(private readonly labels: LabelsService) {}

  /** The labels that series in scope carry, most frequent first. */
  @Get()
  @Needs('read:systems')
  @Answers(LabelNames, 'alert labels retrieved successfully')
  names(@Heavily() question: HeavyQuestion, @Query() query: LabelsQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.labels.names(question, query, wrap);
  }

  /** The values of a label that series in scope carry, most frequent first. An unknown label has none. */
  @Get(':name')
  @Needs('read:systems')
  @Answers(LabelValues, 'alert label values retrieved successfully')
  values(
    @Heavily() question: HeavyQuestion,
    @Param('name') name: string,
    @Query() query: LabelValuesQuery,
    @Wrapping() wrap: Wrap,
  ): Promise<object> {
    return this.labels.values(question, name, query, wrap);
  }
}
