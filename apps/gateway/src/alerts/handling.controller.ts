import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { Node } from '#scope';
import { Answers } from '../http/answers.js';
import { type Caller, Calling } from '../http/identity/caller.js';
import { InOrganization } from '../http/organization.js';
import { Needs, Takes } from '../http/route.js';
import { Activity, ActivityQuery, AssignmentInput, NoteInput } from './handling.dto.js';
import { HandlingService } from './handling.service.js';
import { OpenAlert } from './open-alerts.dto.js';

@Controller('api/alerts')
export class HandlingController {
  constructor(private readonly handling: HandlingService) {}

  /** The caller takes charge of an open alert; the first assignment is its acknowledgement. */
  @Post('assignment')
  @Takes('thing')
  @Needs('manage:systems')
  @Answers(OpenAlert, 'alert assigned successfully')
  assign(@Calling() caller: Caller, @InOrganization() of: Node | undefined, @Body() body: AssignmentInput): Promise<OpenAlert> {
    return this.handling.assign(caller, of, body, new Date());
  }

  @Post('notes')
  @Takes('thing')
  @Needs('manage:systems')
  @Answers(OpenAlert, 'note added successfully')
  note(@Calling() caller: Caller, @InOrganization() of: Node | undefined, @Body() body: NoteInput): Promise<OpenAlert> {
    return this.handling.note(caller, of, body, new Date());
  }

  @Get('activity/:fingerprint')
  @Needs('read:systems')
  @Answers(Activity, 'alert activity retrieved successfully')
  activity(
    @InOrganization() of: Node | undefined,
    @Param('fingerprint') fingerprint: string,
    @Query() query: ActivityQuery,
  ): Promise<Activity> {
    return this.handling.activity(of, fingerprint, query);
  }
}
