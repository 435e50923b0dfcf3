import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { PageQuery } from '../http/paged.js';
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
  list(@InScope() scope: Scope, @Query() query: PageQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.limits.list(scope, query, wrap);
  }

  /** All or none. */
  @Put()
  @Takes('thing')
  @Needs('role:ADMIN')
  @Answers(RateLimits, 'rate limits saved successfully')
  put(@Calling() caller: Caller, @InScope() scope: Scope, @Body() body: RateLimitsInput, @Wrapping() wrap: Wrap): Promise<object> {
    return this.limits.put(caller, scope, body, wrap);
  }
}
