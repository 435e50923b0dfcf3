import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { TotalsByOrganization, TotalsByOrganizationQuery } from './by-organization.dto.js';
import { ByOrganizationService } from './by-organization.service.js';

@Controller('api/alerts/totals/by-organization')
export class ByOrganizationController {
  constructor(private readonly children: ByOrganizationService) {}

  /** The organizations directly below one, each with the active alerts of everything below it. */
  @Get()
  @Needs('read:systems')
  @Answers(TotalsByOrganization, 'alert totals retrieved successfully')
  list(@Calling() caller: Caller, @InScope() scope: Scope, @Query() query: TotalsByOrganizationQuery): Promise<TotalsByOrganization> {
    return this.children.list(caller, scope, query);
  }
}
