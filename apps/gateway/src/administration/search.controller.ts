import { Controller, Get, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { NeedsAnyone } from '../http/route.js';
import { FoundOrganizations, OrganizationSearch } from './search.dto.js';
import { SearchService } from './search.service.js';

@Controller('api/organizations/search')
export class SearchController {
  constructor(private readonly found: SearchService) {}

  /** Organizations of the caller's tree, by name. */
  @Get()
  @NeedsAnyone()
  @Answers(FoundOrganizations, 'organizations retrieved successfully')
  search(@Calling() caller: Caller, @InScope() scope: Scope, @Query() query: OrganizationSearch): Promise<FoundOrganizations> {
    return this.found.search(caller, scope, query);
  }
}
