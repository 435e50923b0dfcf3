import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { alertsDialect } from '#runtime';
import { Needs } from '../http/edge.js';
import { EventsService } from './events.service.js';

@Controller('api')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /** The body's integration key says who sends. */
  @Post('events')
  @HttpCode(202)
  @Needs('nothing')
  async take(@Body() body: unknown): Promise<unknown> {
    return alertsDialect.wrap(await this.events.take(body, new Date()), 'event accepted', 202);
  }
}
