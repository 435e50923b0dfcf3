import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { traced } from '#runtime';
import { EXPORTS, type Ticket } from './export-queue.js';

/** What a worker does with a ticket. It decides by the row whether there is anything to do, and settles failures in the row. */
export abstract class ExportHandler {
  abstract handle(id: string): Promise<void>;
}

const AT_ONCE = 2;

/** Takes tickets, two at a time. A ticket is never retried by the queue: the row says when, and the reconciler pushes a new one. */
@Injectable()
@Processor(EXPORTS, { concurrency: AT_ONCE, lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 0, drainDelay: 2 })
export class ExportProcessor extends WorkerHost {
  constructor(private readonly handler: ExportHandler) {
    super();
  }

  async process({ data }: Job<Ticket>): Promise<void> {
    await traced('export', data.traceparent, () => this.handler.handle(data.id));
  }

  /** Connections come back by themselves, and a lost ticket is pushed again. */
  @OnWorkerEvent('error')
  ignore(): void {}
}
