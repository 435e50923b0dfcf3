import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';

export const EXPORTS = 'exports';
/** Exports that one worker writes at a time. */
export const PLACES = 3;
/** What a push may cost a caller. Workers find the export without a ticket too. */
const PATIENCE_MS = 300;

/** Wakes a worker: an export waits. A hint, which may be lost or come late: the rows say what waits, and whose turn it is. */
@Injectable()
export class ExportQueue implements OnModuleInit {
  constructor(@InjectQueue(EXPORTS) private readonly queue: Queue<object>) {}

  onModuleInit(): void {
    this.queue.on('error', () => undefined); // connections come back by themselves; who needs an answer gets a rejection
  }

  /** Waits no longer than a moment. */
  async push(id: string): Promise<void> {
    const pushed = this.queue.add('export', {}, { jobId: id, removeOnComplete: true, removeOnFail: true }).catch(() => undefined); // found without it
    await Promise.race([pushed, new Promise<void>((giveUp) => setTimeout(giveUp, PATIENCE_MS).unref())]);
  }
}
