import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Columns } from '#columns';
import { Files } from '#files';
import { OrganizationTree, Store } from '#persistence';
import { ExportHandler, ExportProcessor, type QueuePlace, queueModule } from '#queue';
import { alertsDialect, createHttpApp, Log } from '#runtime';
import { CallbackSettings, Callbacks } from './exports/callbacks/callbacks.js';
import { ExportMetrics } from './exports/export-metrics.js';
import { ExportRunner } from './exports/export-runner.js';
import { Reconciler } from './exports/reconciler.js';
import { Deliveries, Drop } from './exports/schedules/deliveries.js';
import { Mail, Mailer } from './exports/schedules/mailer.js';
import { ScheduleRhythm, Scheduler } from './exports/schedules/scheduler.js';
import { Settings } from './exports/settings.js';
import { Sweeper } from './exports/sweeper.js';
import { LakeKeeper, LakeSettings } from './lake/lake-keeper.js';

/** What the worker stands on. Made by main.ts, or by a test. */
export type Resources = {
  readonly store: Store;
  readonly columns: Columns;
  /** What a start waits for. */
  readonly begun?: () => Promise<void>;
  readonly tree: OrganizationTree;
  readonly files: Files;
  readonly queue: QueuePlace;
  readonly settings: Settings;
  readonly callbacks: CallbackSettings;
  /** Absent: no mail is sent, nothing is dropped. */
  readonly mail?: Mail;
  readonly drop?: Drop;
  readonly rhythm?: ScheduleRhythm;
  /** Absent: there is none. */
  readonly lake?: LakeSettings;
  readonly log: Log;
};

@Module({})
class ExportWorkerModule {
  static with({ store, columns, tree, files, queue, settings, callbacks, log, mail, drop, rhythm, lake }: Resources): DynamicModule {
    const resources = [
      { provide: Store, useValue: store },
      { provide: Columns, useValue: columns },
      { provide: OrganizationTree, useValue: tree },
      { provide: Files, useValue: files },
      { provide: Settings, useValue: settings },
      { provide: CallbackSettings, useValue: callbacks },
      { provide: Log, useValue: log },
      { provide: Mail, useValue: mail ?? new Mail(undefined) },
      { provide: Drop, useValue: drop ?? new Drop(undefined) },
      { provide: ScheduleRhythm, useValue: rhythm ?? new ScheduleRhythm() },
      { provide: LakeSettings, useValue: lake ?? new LakeSettings(undefined, 0) },
    ];
    const handler = { provide: ExportHandler, useExisting: ExportRunner };
    const work = [
      ExportMetrics,
      ExportRunner,
      handler,
      ExportProcessor,
      Reconciler,
      Sweeper,
      Callbacks,
      Mailer,
      Scheduler,
      Deliveries,
      LakeKeeper,
    ];
    return { module: ExportWorkerModule, imports: [queueModule(queue)], providers: [...resources, ...work] };
  }
}

/** The whole app but its port. It takes exports as soon as it is made. */
export function createExportWorker(resources: Resources): Promise<NestFastifyApplication> {
  return createHttpApp(ExportWorkerModule.with(resources), {
    log: resources.log,
    trustedProxies: [],
    dialectOf: () => alertsDialect,
    ...(resources.begun && { begun: resources.begun }),
    ready: async () => {
      await resources.store.query('SELECT 1');
      await resources.tree.current();
      await resources.files.check();
    },
  });
}
