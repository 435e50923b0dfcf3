import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { jsonArray } from '../http/long-answers.js';
import { Needs, Takes } from '../http/route.js';
import { GettableSilence, PostableSilence, SilenceId, TenantSilencesQuery } from './silences.dto.js';
import { SilencesOfAll } from './silences.service.js';

@Controller('api/v2')
export class TenantSilencesController {
  constructor(private readonly silences: SilencesOfAll) {}

  /** The silences of all tenants in scope, those that are over included, as they were last read. The whole list, however long. */
  @Get('silences')
  @Needs('read:systems')
  @ApiOkResponse({ type: [GettableSilence] })
  list(@InScope() scope: Scope, @Query() query: TenantSilencesQuery): Promise<GettableSilence[] | StreamableFile> {
    return jsonArray(this.silences.list(scope, query.filter, new Date()));
  }

  /** Makes a silence in the Alertmanager of the organization that its matchers name, or changes the one of the id. */
  @Post('silences')
  @Takes('thing')
  @Needs('manage:systems')
  @HttpCode(200)
  post(@Calling() caller: Caller, @InScope() scope: Scope, @Body() body: PostableSilence): Promise<SilenceId> {
    return this.silences.post(caller, scope, body, new Date());
  }

  @Get('silence/:id')
  @Needs('read:systems')
  find(@InScope() scope: Scope, @Param('id') id: string): Promise<GettableSilence> {
    return this.silences.find(scope, id, new Date());
  }

  /** Ends a silence. */
  @Delete('silence/:id')
  @Takes('thing')
  @Needs('manage:systems')
  @HttpCode(200)
  remove(@Calling() caller: Caller, @InScope() scope: Scope, @Param('id') id: string): Promise<void> {
    return this.silences.remove(caller, scope, id, new Date());
  }
}
