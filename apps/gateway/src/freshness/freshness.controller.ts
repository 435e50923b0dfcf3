import { Controller, Get } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { Freshness } from './freshness.dto.js';
import { FreshnessService } from './freshness.service.js';

@Controller('api/alerts/freshness')
export class FreshnessController {
  constructor(private readonly ages: FreshnessService) {}

  /** How old what the alerts are known from is, and what waits. */
  @Get()
  @Needs('read:systems')
  @Answers(Freshness, 'freshness retrieved successfully')
  freshness(@InScope() scope: Scope): Promise<Freshness> {
    return this.ages.freshness(scope, new Date());
  }
}
