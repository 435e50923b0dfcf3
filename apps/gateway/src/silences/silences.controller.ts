import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { Node, Scope } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { InOrganization } from '../http/organization.js';
import { Needs, Takes } from '../http/route.js';
import { SilenceInput, SilenceLength, SilenceSaved, Silences, SilencesQuery, SilenceView } from './silences.dto.js';
import { SilencesService } from './silences.service.js';

@Controller('api/alerts/silences')
export class SilencesController {
  constructor(private readonly silences: SilencesService) {}

  /** The silences that were made here and are not over, unless asked otherwise. */
  @Get()
  @Needs('read:systems')
  @Answers(Silences, 'silences retrieved successfully')
  list(@InScope() scope: Scope, @Query() query: SilencesQuery): Promise<Silences> {
    return this.silences.list(scope, query, new Date());
  }

  /** Silences an open alert in its tenant's Alertmanager. */
  @Post()
  @Takes('thing')
  @Needs('manage:systems')
  @Answers(SilenceSaved, 'silence created successfully')
  create(@Calling() caller: Caller, @InOrganization() of: Node | undefined, @Body() body: SilenceInput): Promise<SilenceSaved> {
    return this.silences.create(caller, of, body, new Date());
  }

  @Get(':id')
  @Needs('read:systems')
  @Answers(SilenceView, 'silence retrieved successfully')
  find(@InScope() scope: Scope, @Param('id') id: string): Promise<SilenceView> {
    return this.silences.find(scope, id, new Date());
  }

  /** Lets a silence end at another time; one that is over begins again, under another id. */
  @Put(':id')
  @Takes('thing')
  @Needs('manage:systems')
  @Answers(SilenceSaved, 'silence updated successfully')
  change(@Calling() caller: Caller, @InScope() scope: Scope, @Param('id') id: string, @Body() body: SilenceLength): Promise<SilenceSaved> {
    return this.silences.change(caller, scope, id, body, new Date());
  }

  /** Ends a silence now. */
  @Delete(':id')
  @Takes('thing')
  @Needs('manage:systems')
  @Answers(SilenceView, 'silence deleted successfully')
  remove(@Calling() caller: Caller, @InScope() scope: Scope, @Param('id') id: string): Promise<SilenceView> {
    return this.silences.remove(caller, scope, id, new Date());
  }
}
