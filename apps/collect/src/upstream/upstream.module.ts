import { Module } from '@nestjs/common';
import { UpstreamController } from './upstream.controller.js';
import { UpstreamService } from './upstream.service.js';

/** Speaks for the gateway to the Alertmanagers of the configuration. */
@Module({ controllers: [UpstreamController], providers: [UpstreamService] })
export class UpstreamModule {}
