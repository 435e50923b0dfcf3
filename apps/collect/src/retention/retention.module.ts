import { type DynamicModule, Module } from '@nestjs/common';
import { Nightly, RetentionMonths } from './nightly.js';

@Module({})
class RetentionModule {}

/** Keeps resolved alerts for so many months; 0 keeps everything. */
export const retentionModule = (months: number): DynamicModule => ({
  module: RetentionModule,
  providers: [{ provide: RetentionMonths, useValue: new RetentionMonths(months) }, Nightly],
});
