import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { SearchQuery } from '../http/paged.js';
import { Needs, Takes } from '../http/route.js';
import { PeopleService } from './people.service.js';
import { ApiKeysUsageQuery, CallsInput, Counted, SessionsInput, UsageSummary, UsageSummaryQuery, Users, UsersInput } from './usage.dto.js';
import { type UsageRow, UsageService } from './usage.service.js';

@Controller()
export class UsageController {
  constructor(
    private readonly usage: UsageService,
    private readonly people: PeopleService,
  ) {}

  /** Calls by user, resource and civil day: `[[userId, scope, "2021-08-01", calls], …]`. */
  @Get('reports/api-keys/usage')
  @Needs('role:ADMIN')
  apiKeys(@Calling() caller: Caller, @InScope() scope: Scope, @Query() query: ApiKeysUsageQuery): Promise<UsageRow[]> {
    return this.usage.apiKeys(caller, scope, query, Date.now());
  }

  /** Users, active users and sessions of whole UTC days. */
  @Get('reports/usage-summary')
  @Needs('read:analytics')
  summary(@InScope() scope: Scope, @Query() query: UsageSummaryQuery): Promise<UsageSummary> {
    return this.usage.summary(scope, query);
  }

  @Put('api/users')
  @Takes('things')
  @Needs('role:ADMIN', 'write:analytics')
  @Answers(Users, 'users saved successfully')
  put(@Calling() caller: Caller, @Body() body: UsersInput): Promise<Users> {
    return this.people.put(caller, body);
  }

  @Get('api/users')
  @Needs('role:ADMIN', 'write:analytics')
  @Answers(Users, 'users retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: SearchQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.people.list(scope, query, wrap);
  }

  /** Idempotent by id. */
  @Post('api/usage/sessions')
  @Takes('things')
  @Needs('role:ADMIN', 'write:analytics')
  @Answers(Counted, 'sessions saved successfully')
  sessions(@Calling() caller: Caller, @Body() body: SessionsInput): Promise<Counted> {
    return this.usage.sessions(caller, body, new Date());
  }

  /** Idempotent by id. */
  @Post('api/usage/api-calls')
  @Takes('things')
  @Needs('role:ADMIN', 'write:analytics')
  @Answers(Counted, 'calls saved successfully')
  calls(@Calling() caller: Caller, @Body() body: CallsInput): Promise<Counted> {
    return this.usage.calls(caller, body, new Date());
  }
}
