import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { eventsDialect } from '#runtime';
import { Needs } from '../http/edge.js';
import { EventsService } from './events.service.js';

@Controller('api')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /** The body's integration key says who sends. */
  @Post('events')
  @HttpCode(202)
  @Needs('nothing', 'event')
  async take(@Body() body: unknown, @Req() { sender, ip }: FastifyRequest): Promise<unknown> {
    return eventsDialect.wrap(await this.events.take(body, sender?.address ?? ip, new Date()), 'event accepted', 202);
  }
}
