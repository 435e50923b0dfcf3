import { Body, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { cleanText } from '#persistence';
import { Refusal } from '#runtime';
import { Needs } from '../http/edge.js';
import { WebhookService } from './webhook.service.js';

@Controller('api')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  @Post(['alert_history', 'webhooks/alertmanager'])
  @HttpCode(204)
  @Needs('webhook-token', 'alerts')
  take(@Body() body: unknown, @Query('tenant') tenant: unknown, @Req() { sender, arrivedAt = Date.now() }: FastifyRequest): Promise<void> {
    return this.webhook.take(body, tenantOf(tenant, sender?.tenant), new Date(arrivedAt));
  }
}

/** An empty one is as if absent. A tenant's own token speaks for no other: the edge sees to it. */
function tenantOf(value: unknown, own: string | undefined): string | null {
  if (value !== undefined && typeof value !== 'string') throw Refusal.field('tenant', 'must be given once', value);
  return own ?? (value ? cleanText(value, 256) : null);
}
