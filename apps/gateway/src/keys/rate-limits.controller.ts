import { Body, Controller, Get, Put } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { Needs, Takes } from '../http/route.js';
import { RateLimits, RateLimitsInput } from './rate-limits.dto.js';
import { RateLimitsService } from './rate-limits.service.js';

@Controller('api/rate-limits')
export class RateLimitsController {
  constructor(private readonly limits: RateLimitsService) {}

  /** The keys and users that may ask more or less often than the rest. */
  @Get()
  @Needs('role:ADMIN')
  @Answers(RateLimits, 'rate limits retrieved successfully')
  list(@InScope() scope: Scope): Promise<RateLimits> {
    return this.limits.list(scope);
  }

  /** All or none. */
  @Put()
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(RateLimits, 'rate limits saved successfully')
  put(@Calling() caller: Caller, @InScope() scope: Scope, @Body() body: RateLimitsInput): Promise<RateLimits> {
    return this.limits.put(caller, scope, body);
  }
}
