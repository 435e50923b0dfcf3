import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { EXPORTS, PLACES } from './export-queue.js';

/** What a worker does when it hears that exports wait. The rows say which; it settles failures in the row. */
export abstract class ExportHandler {
  /** Resolves once nothing is left that it may take. */
  abstract handle(): Promise<void>;
}

/** Takes tickets, and none while its places are taken. A ticket is never retried by the queue: the rows say what waits, and workers look there too. */
@Injectable()
@Processor(EXPORTS, { concurrency: PLACES, lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 0, drainDelay: 2 })
export class ExportProcessor extends WorkerHost {
  constructor(private readonly handler: ExportHandler) {
    super();
  }

  process(): Promise<void> {
    return this.handler.handle();
  }

  /** Connections come back by themselves, and workers look for what waits without tickets too. */
  @OnWorkerEvent('error')
  ignore(): void {}
}
