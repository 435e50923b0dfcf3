import { type DynamicModule, Module } from '@nestjs/common';
import { UpstreamController } from './upstream.controller.js';
import { UpstreamService } from './upstream.service.js';

@Module({})
class UpstreamModule {}

/** Speaks for the gateway to what answers at `url`. */
export const upstreamModule = (url: string | undefined): DynamicModule => ({
  module: UpstreamModule,
  controllers: [UpstreamController],
  providers: [{ provide: UpstreamService, useValue: new UpstreamService(url) }],
});
