import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Scope } from '#scope';
import { InScope } from '../http/identity/caller.js';
import { Needs } from '../http/route.js';
import { StreamQuery } from './stream.dto.js';
import { StreamService } from './stream.service.js';

@Controller('api/alerts')
export class StreamController {
  constructor(private readonly streams: StreamService) {}

  /**
   * What happens in scope, while it happens: server-sent events `hello`, `alert`, `totals`, `resync` and `bye`, in one order for everybody. After
   * a `resync` read your lists again. `bye` is the last one; go on with its `id` as `Last-Event-ID` or `after`.
   */
  @Get('stream')
  @Needs('read:systems')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'Events until either side ends the stream' })
  follow(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @InScope() scope: Scope, @Query() query: StreamQuery): Promise<void> {
    return this.streams.follow(request, reply, scope, query, new Date());
  }
}
