import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../http/edge.js';
import { sendingTenant } from '../intake/sending.js';
import { WebhookService } from './webhook.service.js';

@Controller('api')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  @Post(['alert_history', 'webhooks/alertmanager'])
  @HttpCode(204)
  @Needs('webhook-token', 'alerts')
  take(@Body() body: unknown, @Query('tenant') tenant: unknown, @Req() { sender, arrivedAt = Date.now() }: FastifyRequest): Promise<void> {
    return this.webhook.take(body, sendingTenant(tenant, sender?.tenant), new Date(arrivedAt));
  }
}
