import { type DynamicModule, Module } from '@nestjs/common';
import { AlertSource } from '../intake/alert-source.js';
import { Reconciler } from './reconciler.js';
import { AlertsTotalsRefresher, Interval } from './refresher.js';

@Module({})
class RefresherModule {}

/** Polls a source every so many seconds. */
export const refresherModule = (source: AlertSource, seconds: number): DynamicModule => ({
  module: RefresherModule,
  providers: [
    { provide: AlertSource, useValue: source },
    { provide: Interval, useValue: new Interval(seconds) },
    Reconciler,
    AlertsTotalsRefresher,
  ],
});
