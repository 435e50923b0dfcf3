import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { cleanText } from '#persistence';
import { Refusal } from '#runtime';
import { Needs } from '../http/edge.js';
import { WebhookService } from './webhook.service.js';

@Controller('api')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  @Post(['alert_history', 'webhooks/alertmanager'])
  @HttpCode(204)
  @Needs('webhook-token')
  take(@Body() body: unknown, @Query('tenant') tenant: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.webhook.take(body, tenantOf(tenant), new Date(Date.now() - reply.elapsedTime));
  }
}

/** An empty one is as if absent. */
function tenantOf(value: unknown): string | null {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') throw Refusal.field('tenant', 'must be given once', value);
  return cleanText(value, 256);
}
