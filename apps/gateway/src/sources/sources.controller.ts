import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { SearchQuery } from '../http/paged.js';
import { Needs, Secret, Takes } from '../http/route.js';
import { AlertSources, AlertSourcesInput, EscalationPolicies, EscalationPoliciesInput } from './sources.dto.js';
import { SourcesService } from './sources.service.js';

@Controller('api')
export class SourcesController {
  constructor(private readonly sources: SourcesService) {}

  /** Creates or changes alert sources, all or none. */
  @Put('alert-sources')
  @Secret()
  @Takes('things')
  @Needs('role:ADMIN')
  @Answers(AlertSources, 'alert sources saved successfully')
  putSources(@Calling() caller: Caller, @Body() body: AlertSourcesInput): Promise<AlertSources> {
    return this.sources.putSources(caller, body);
  }

  /** Those that alerts brought along too, by id. */
  @Get('alert-sources')
  @Secret()
  @Needs('role:ADMIN')
  @Answers(AlertSources, 'alert sources retrieved successfully')
  listSources(@InScope() scope: Scope, @Query() query: SearchQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.sources.listSources(scope, query, wrap);
  }

  /** Creates or changes escalation policies, all or none. */
  @Put('escalation-policies')
  @Takes('things')
  @Needs('role:ADMIN')
  @Answers(EscalationPolicies, 'escalation policies saved successfully')
  putPolicies(@Calling() caller: Caller, @Body() body: EscalationPoliciesInput): Promise<EscalationPolicies> {
    return this.sources.putPolicies(caller, body);
  }

  /** Those that alerts brought along too, by id. */
  @Get('escalation-policies')
  @Needs('role:ADMIN')
  @Answers(EscalationPolicies, 'escalation policies retrieved successfully')
  listPolicies(@InScope() scope: Scope, @Query() query: SearchQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.sources.listPolicies(scope, query, wrap);
  }
}
