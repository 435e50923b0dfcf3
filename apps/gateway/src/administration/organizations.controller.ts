import { Body, Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { InScope } from '../http/identity/caller.js';
import { type Wrap, Wrapping } from '../http/long-answers.js';
import { PageQuery } from '../http/paged.js';
import { Needs, OwnerOnly, Takes } from '../http/route.js';
import { Organizations, OrganizationsInput } from './organizations.dto.js';
import { OrganizationsService } from './organizations.service.js';

@Controller('api/organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  /** Creates or changes organizations, in any order, all or none. */
  @Put()
  @Takes('things')
  @Needs('role:ADMIN')
  @OwnerOnly()
  @Answers(Organizations, 'organizations saved successfully')
  put(@Body() body: OrganizationsInput): Promise<Organizations> {
    return this.organizations.put(body);
  }

  /** The caller's own tree, or what is asked for of it; of each sub-tree parents come before their children. */
  @Get()
  @Needs('role:ADMIN')
  @Answers(Organizations, 'organizations retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: PageQuery, @Wrapping() wrap: Wrap): Promise<object> {
    return this.organizations.list(scope, query, wrap);
  }

  /** Soft-deletes an organization with everything below it. */
  @Delete(':id')
  @Takes('thing')
  @Needs('role:ADMIN')
  @OwnerOnly()
  @Answers(Organizations, 'organization deleted successfully')
  remove(@Param('id') id: string): Promise<Organizations> {
    return this.organizations.remove(id);
  }
}
