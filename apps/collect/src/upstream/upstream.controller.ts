import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Needs } from '../http/edge.js';
import { type Answer, UpstreamService } from './upstream.service.js';

/** For the gateway only: collect is the one app that speaks to Alertmanagers. */
@Controller('internal/alertmanager')
export class UpstreamController {
  constructor(private readonly upstream: UpstreamService) {}

  @Post()
  @HttpCode(200)
  @Needs('internal-secret', 'thing')
  pass(@Body() order: unknown): Promise<Answer> {
    return this.upstream.pass(order);
  }
}
