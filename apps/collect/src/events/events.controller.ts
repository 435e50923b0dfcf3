import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { eventsDialect } from '#runtime';
import { Needs } from '../http/edge.js';
import { EventsService } from './events.service.js';
import { PublicAddress } from './public-address.js';

@Controller('api')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly address: PublicAddress,
  ) {}

  /** The body's integration key says who sends. */
  @Post('events')
  @HttpCode(202)
  @Needs('nothing', 'event')
  async take(@Body() body: unknown, @Req() { sender, ip }: FastifyRequest): Promise<unknown> {
    const { organization, ...accepted } = await this.events.take(body, sender?.address ?? ip, new Date());
    const { alertKey, fingerprint } = accepted;
    const alertUrl = `${this.address.url}/api/alerts/activity/${fingerprint}?organization_id=${encodeURIComponent(organization)}`;
    return { ...Object(eventsDialect.wrap(accepted, 'event accepted', 202)), alertKey, alertUrl, responseCode: 'EVENT_ACCEPTED' };
  }
}
