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
};

@Module({
  controllers: [ExportsController, DownloadsController, UnfinishedController],
  providers: [ExportsService, OrderingService, DownloadsService, UnfinishedService],
})
class ExportsModule {}

/** The feature, for the reports that can be exported. */
export function exportsModule(
  { files, queue, links, publicUrl, perDay, reach }: ExportResources,
  exportables: readonly Exportable[],
): DynamicModule {
  const providers = [
    { provide: Files, useValue: files },
    { provide: Links, useValue: links },
    { provide: ExportSettings, useValue: new ExportSettings(publicUrl, perDay, reach, exportables) },
  ];
  return { module: ExportsModule, imports: [queueModule(queue)], providers };
}
