import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../http/edge.js';
import { sendingOf } from '../intake/sending.js';
import { RecordedService } from './recorded.service.js';

@Controller('api/webhooks/alertmanager/events')
export class RecordedController {
  constructor(private readonly recorded: RecordedService) {}

  @Post()
  @HttpCode(204)
  @Needs('webhook-token', 'alerts')
  take(@Body() body: unknown, @Query('tenant') tenant: unknown, @Req() { sender, arrivedAt = Date.now() }: FastifyRequest): Promise<void> {
    return this.recorded.take(body, sendingOf(tenant, sender), new Date(arrivedAt));
  }
}
