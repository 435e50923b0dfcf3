import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NeedsNothing } from '../http/route.js';
import { DownloadsService } from './downloads.service.js';

@Controller('downloads')
export class DownloadsController {
  constructor(private readonly downloads: DownloadsService) {}

  /** The signature in the link is the permission. */
  @Get(':name')
  @NeedsNothing()
  @ApiOperation({ summary: 'downloads the file of an export by the signed link of its status' })
  @ApiProduces(
    'text/csv',
    'application/x-ndjson',
    'application/gzip',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.apache.parquet',
  )
  async download(
    @Param('name') name: string,
    @Query() query: object,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = request.headers;
    const wishes = { method: request.method, range, ifRange: [ifRange].flat()[0], ifNoneMatch };
    const { status, headers, body } = await this.downloads.open(name, query, wishes, Date.now());
    await reply.status(status).headers(headers).send(body);
  }
}
