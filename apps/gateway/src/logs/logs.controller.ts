import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { Needs, Takes } from '../http/route.js';
import { Received, SystemEvents, SystemEventsInput, SystemEventsQuery } from './logs.dto.js';
import { LogsService } from './logs.service.js';

@Controller('logs/system-events')
export class LogsController {
  constructor(private readonly logs: LogsService) {}

  /** What the platform and other services told, newest first. */
  @Get()
  @Needs('read:analytics')
  list(@InScope() scope: Scope, @Query() query: SystemEventsQuery): Promise<SystemEvents> {
    return this.logs.list(scope, query);
  }

  /** Other services report theirs. Idempotent by id. */
  @Post()
  @Takes('things')
  @Needs('role:ADMIN', 'write:analytics')
  @HttpCode(200)
  write(@Calling() caller: Caller, @Body() body: SystemEventsInput): Promise<Received> {
    return this.logs.write(caller, body);
  }
}
