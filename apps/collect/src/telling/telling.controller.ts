import { Body, Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Needs } from '../http/edge.js';
import { sendingOf } from '../intake/sending.js';
import { TellingService } from './telling.service.js';

@Controller()
export class TellingController {
  constructor(private readonly telling: TellingService) {}

  @Post('api/v2/alerts')
  @HttpCode(200)
  @Needs('webhook-token', 'alerts')
  take(@Body() body: unknown, @Query('tenant') tenant: unknown, @Req() { sender, arrivedAt = Date.now() }: FastifyRequest): Promise<void> {
    return this.telling.take(body, sendingOf(tenant, sender), new Date(arrivedAt));
  }

  @Post('tenants/:tenant/api/v2/alerts')
  @HttpCode(200)
  @Needs('webhook-token', 'alerts')
  takeOf(@Body() body: unknown, @Param('tenant') tenant: string, @Req() { sender, arrivedAt = Date.now() }: FastifyRequest): Promise<void> {
    return this.telling.take(body, sendingOf(tenant, sender), new Date(arrivedAt));
  }
}
