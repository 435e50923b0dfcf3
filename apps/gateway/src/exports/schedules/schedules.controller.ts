import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, Calling } from '../../http/identity/caller.js';
import { Needs, Takes } from '../../http/route.js';
import { bodyOf } from '../ordering.service.js';
import { RunsService } from './runs.service.js';
import { NewSchedule, Preview, PreviewInput, RunPage, Schedule, SchedulePage, ScheduleRun, SchedulesQuery } from './schedules.dto.js';
import { SchedulesService } from './schedules.service.js';

/** Reports that come by themselves. */
@Controller('reports/schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: SchedulesService,
    private readonly ran: RunsService,
  ) {}

  @Get()
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'lists the schedules of the organization and of those below it' })
  @ApiOkResponse({ type: SchedulePage })
  page(@Calling() caller: Caller, @Query() query: SchedulesQuery): Promise<SchedulePage> {
    return this.schedules.page(caller, query);
  }

  @Post()
  @Takes('thing')
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'makes a schedule' })
  @ApiBody({ type: NewSchedule })
  @ApiCreatedResponse({ type: Schedule })
  async make(
    @Calling() caller: Caller,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Schedule> {
    const made = await this.schedules.make(caller, bodyOf(body), Date.now());
    reply.header('location', `${request.originalUrl.startsWith('/api/') ? '/api' : ''}/reports/schedules/${made.id}`);
    return tagged(made, reply);
  }

  @Post('preview')
  @Takes('thing')
  @HttpCode(200)
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'tells when a cron would come next' })
  @ApiBody({ type: PreviewInput })
  @ApiOkResponse({ type: Preview })
  preview(@Body() body: unknown): Preview {
    return this.schedules.preview(bodyOf(body), Date.now());
  }

  @Get(':id')
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'reads a schedule' })
  @ApiOkResponse({ type: Schedule })
  async read(@Calling() caller: Caller, @Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Schedule> {
    return tagged(await this.schedules.read(caller, id), reply);
  }

  @Put(':id')
  @Takes('thing')
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'replaces a schedule' })
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiBody({ type: NewSchedule })
  @ApiOkResponse({ type: Schedule })
  async replace(
    @Calling() caller: Caller,
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('if-match') match: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Schedule> {
    return tagged(await this.schedules.replace(caller, id, bodyOf(body), match, Date.now()), reply);
  }

  @Delete(':id')
  @Takes('thing')
  @HttpCode(204)
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'ends a schedule' })
  @ApiHeader({ name: 'If-Match', required: false })
  @ApiNoContentResponse()
  remove(@Calling() caller: Caller, @Param('id') id: string, @Headers('if-match') match: string | undefined): Promise<void> {
    return this.schedules.remove(caller, id, match);
  }

  @Post(':id/run')
  @Takes('thing')
  @HttpCode(202)
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'runs a schedule now' })
  @ApiAcceptedResponse({ type: ScheduleRun })
  run(@Calling() caller: Caller, @Param('id') id: string): Promise<ScheduleRun> {
    return this.ran.run(caller, id, Date.now());
  }

  @Get(':id/runs')
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'lists the runs of a schedule, newest first' })
  @ApiOkResponse({ type: RunPage })
  runs(@Calling() caller: Caller, @Param('id') id: string, @Query() query: SchedulesQuery): Promise<RunPage> {
    return this.ran.runs(caller, id, query);
  }
}

function tagged(schedule: Schedule, reply: FastifyReply): Schedule {
  reply.header('etag', `"${schedule.version}"`);
  return schedule;
}
