import { type DynamicModule, Module } from '@nestjs/common';
import { Files } from '#files';
import { type QueuePlace, queueModule } from '#queue';
import type { Reach } from '#runtime';
import type { Exportable } from '../http/exportable.js';
import { DownloadsController } from './downloads.controller.js';
import { DownloadsService } from './downloads.service.js';
import { ExportSettings } from './export-settings.js';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';
import { Links } from './links.js';
import { OrderingService } from './ordering.service.js';
import { Recipients } from './schedules/recipients.js';
import { RunsService } from './schedules/runs.service.js';
import { SchedulesController } from './schedules/schedules.controller.js';
import { SchedulesService } from './schedules/schedules.service.js';
import { UnsubscribeController } from './schedules/unsubscribe.controller.js';
import { UnsubscribeService } from './schedules/unsubscribe.service.js';
import { UnfinishedController } from './unfinished.controller.js';
import { UnfinishedService } from './unfinished.service.js';

/** What exports need besides the app's own resources. */
export type ExportResources = {
  readonly files: Files;
  readonly queue: QueuePlace;
  readonly links: Links;
  /** Base of links handed out. */
  readonly publicUrl: string;
  readonly perDay: number;
  readonly reach: Reach;
  /** To whom mail may go; absent: none is sent. */
  readonly mailDomains?: readonly string[] | undefined;
  /** Whether reports can be dropped into a storage. */
  readonly hasDrop?: boolean;
};

@Module({
  controllers: [SchedulesController, UnsubscribeController, ExportsController, DownloadsController, UnfinishedController],
  providers: [SchedulesService, RunsService, UnsubscribeService, ExportsService, OrderingService, DownloadsService, UnfinishedService],
})
class ExportsModule {}

/** The feature, for the reports that can be exported. */
export function exportsModule(
  { files, queue, links, publicUrl, perDay, reach, mailDomains, hasDrop = false }: ExportResources,
  exportables: readonly Exportable[],
): DynamicModule {
  const providers = [
    { provide: Files, useValue: files },
    { provide: Links, useValue: links },
    { provide: Recipients, useValue: new Recipients(reach, mailDomains, hasDrop) },
    { provide: ExportSettings, useValue: new ExportSettings(publicUrl, perDay, reach, exportables) },
  ];
  return { module: ExportsModule, imports: [queueModule(queue)], providers };
}
