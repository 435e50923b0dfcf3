import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '#scope';
import { type Caller, Calling, InScope } from '../http/identity/caller.js';
import { Needs, Secret, Takes } from '../http/route.js';
import { CallbackSecret, ExportJob, ExportPage, ExportsQuery, NewExport } from './exports.dto.js';
import { ExportsService } from './exports.service.js';
import { isFinal } from './job-row.js';
import { OrderingService } from './ordering.service.js';

@Controller('reports/export')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly ordering: OrderingService,
  ) {}

  /** Poll `Location` until the status is completed or failed. */
  @Post()
  @Takes('thing')
  @HttpCode(202)
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'orders an export' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ type: NewExport })
  @ApiAcceptedResponse({ type: ExportJob })
  async order(
    @Calling() caller: Caller,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportJob> {
    const id = await this.ordering.order(caller, body, request.query, key, Date.now());
    const prefix = prefixOf(request);
    reply.header('location', `${prefix}/reports/export/${id}`);
    return paced(await this.exports.read(caller, id, prefix), reply);
  }

  /** The key that the callbacks of all exports of the caller's organization are signed with. */
  @Get('callback-secret')
  @Secret()
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'gives the secret to verify callbacks with' })
  @ApiOkResponse({ type: CallbackSecret })
  callbackSecret(@Calling() caller: Caller): Promise<CallbackSecret> {
    return this.exports.callbackSecret(caller);
  }

  @Get(':id')
  @Secret()
  @Needs('read:analytics')
  @ApiOperation({ summary: 'tells how far an export is' })
  @ApiOkResponse({ type: ExportJob })
  async read(
    @Calling() caller: Caller,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportJob> {
    return paced(await this.exports.read(caller, id, prefixOf(request)), reply);
  }

  @Get()
  @Secret()
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'lists exports, newest first' })
  @ApiOkResponse({ type: ExportPage })
  page(
    @Calling() caller: Caller,
    @InScope() scope: Scope,
    @Query() query: ExportsQuery,
    @Req() request: FastifyRequest,
  ): Promise<ExportPage> {
    return this.exports.page(caller, scope, query, prefixOf(request));
  }

  /** Cancels an export that is not finished, deletes the file of one that is. */
  @Delete(':id')
  @Takes('thing')
  @HttpCode(204)
  @Needs('role:report_admin')
  @ApiOperation({ summary: 'cancels an export or deletes its file' })
  @ApiNoContentResponse()
  remove(@Calling() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.exports.remove(caller, id);
  }
}

/** Links are spelled as the caller spells paths: with the /api prefix or without. */
const prefixOf = ({ originalUrl }: FastifyRequest): string => (originalUrl.startsWith('/api/') ? '/api' : '');

const SOONEST_SECONDS = 1;
const LATEST_SECONDS = 10;

/** The longer an export takes, the later it is worth asking again. */
function paced(job: ExportJob, reply: FastifyReply): ExportJob {
  const age = (Date.now() - Date.parse(job.created_at)) / 1_000;
  const wait = Math.min(LATEST_SECONDS, Math.max(SOONEST_SECONDS, Math.ceil(age / 4)));
  if (!isFinal(job)) reply.header('retry-after', String(wait));
  return job;
}
