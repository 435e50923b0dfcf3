import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Heavily, type HeavyQuestion } from '../http/heavy/heavy-question.js';
import { Linking, linked, type NextLink } from '../http/linked.js';
import { jsonArray } from '../http/long-answers.js';
import { Needs } from '../http/route.js';
import { Availability, AvailabilityQuery } from './availability/availability.dto.js';
import { AvailabilityService, BY_AVAILABILITY } from './availability/availability.service.js';
import { Bursts, BurstsQuery } from './bursts/bursts.dto.js';
import { BurstsService } from './bursts/bursts.service.js';
import { Interruptions, InterruptionsQuery } from './interruptions/interruptions.dto.js';
import { InterruptionsService } from './interruptions/interruptions.service.js';
import { Suppression, SuppressionQuery } from './suppression/suppression.dto.js';
import { SuppressionService } from './suppression/suppression.service.js';
import { Tuning, TuningQuery } from './tuning/tuning.dto.js';
import { BY_TUNING, TuningService } from './tuning/tuning.service.js';

/** What follows from the history of alerts beyond counting them. */
@Controller('reports')
export class FindingsController {
  constructor(
    private readonly available: AvailabilityService,
    private readonly tuned: TuningService,
    private readonly burst: BurstsService,
    private readonly interrupting: InterruptionsService,
    private readonly suppressing: SuppressionService,
  ) {}

  /** How long systems, organizations or alert names were free of alerts. Every alert that overlaps the range counts, wherever it began; open ones run on. */
  @Get('availability')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [Availability] })
  availability(
    @Heavily() question: HeavyQuestion,
    @Query() query: AvailabilityQuery,
    @Linking() next: NextLink,
  ): Promise<Availability[] | StreamableFile> {
    return jsonArray(linked(this.available.rows(question, query, new Date()), BY_AVAILABILITY, query, next));
  }

  /** Which alert rules are too nervous, and what a longer `for` or `keep_firing_for` would have spared. */
  @Get('tuning')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [Tuning] })
  tuning(@Heavily() question: HeavyQuestion, @Query() query: TuningQuery, @Linking() next: NextLink): Promise<Tuning[] | StreamableFile> {
    return jsonArray(linked(this.tuned.rows(question, query, new Date()), BY_TUNING, query, next));
  }

  /** When one alert came from many systems at once. */
  @Get('bursts')
  @Needs('report', 'read:analytics')
  bursts(@Heavily() question: HeavyQuestion, @Query() query: BurstsQuery, @Linking() next: NextLink): Promise<Bursts> {
    return this.burst.bursts(question, query, next, new Date());
  }

  /** At which hours people were interrupted by alerts of priority HIGH, and who. */
  @Get('interruptions')
  @Needs('report', 'read:analytics')
  interruptions(@Heavily() question: HeavyQuestion, @Query() query: InterruptionsQuery, @Linking() next: NextLink): Promise<Interruptions> {
    return this.interrupting.interruptions(question, query, next, new Date());
  }

  /** What silences, inhibiting alerts or mute times held, for how long, and what nobody ever saw because of them. */
  @Get('suppression')
  @Needs('report', 'read:analytics')
  @ApiOkResponse({ type: [Suppression] })
  suppression(
    @Heavily() question: HeavyQuestion,
    @Query() query: SuppressionQuery,
    @Linking() next: NextLink,
  ): Promise<Suppression[] | StreamableFile> {
    return jsonArray(this.suppressing.rows(question, query, next, new Date()));
  }
}
