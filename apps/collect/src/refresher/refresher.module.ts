import { type DynamicModule, Module } from '@nestjs/common';
import { Limits } from '../intake/limits.js';
import { Alertmanager } from './alertmanager.js';
import { Reconciler } from './reconciler.js';
import { AlertsTotalsRefresher, Interval } from './refresher.js';

@Module({})
class RefresherModule {}

/** Polls what answers at `url`, every so many seconds. */
export const refresherModule = (url: string, seconds: number): DynamicModule => ({
  module: RefresherModule,
  providers: [
    { provide: Alertmanager, useFactory: (limits: Limits) => new Alertmanager(url, limits.pollMs), inject: [Limits] },
    { provide: Interval, useValue: new Interval(seconds) },
    Reconciler,
    AlertsTotalsRefresher,
  ],
});
