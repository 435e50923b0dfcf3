import { type DynamicModule, Module } from '@nestjs/common';
import { Nightly, NightSettings } from './nightly.js';

@Module({})
class RetentionModule {}

export const retentionModule = (settings: NightSettings): DynamicModule => ({
  module: RetentionModule,
  providers: [{ provide: NightSettings, useValue: settings }, Nightly],
});
