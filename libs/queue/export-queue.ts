import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Queue } from 'bullmq';
import { traceparent } from '#runtime';

export const EXPORTS = 'exports';
/** What a push may cost a caller. The reconciler makes good for one that was given up. */
const PATIENCE_MS = 300;
/** For so long a ticket that waits is not doubled. After it one is, whatever became of the first: a ticket too many costs a look at the row. */
const WINDOW_MS = 30_000;

/** What travels: the id of a row, and the trace it belongs to. Everything else is read from the row. */
export type Ticket = { readonly id: string; readonly traceparent?: string | undefined };

/** Tells workers that an export waits. A hint: the row of the job is the truth, and a ticket that is lost is pushed again by the reconciler. */
@Injectable()
export class ExportQueue implements OnModuleInit {
  constructor(@InjectQueue(EXPORTS) private readonly queue: Queue<Ticket>) {}

  onModuleInit(): void {
    this.queue.on('error', () => undefined); // connections come back by themselves; who needs an answer gets a rejection
  }

  /**
   * `attempt` is how often the job was taken so far: tickets for the same attempt are one. `first` puts it before those that wait.
   * False when the queue did not answer in time.
   */
  async push(id: string, attempt: number, place: 'first' | 'last' = 'last'): Promise<boolean> {
    const jobId = `${id}-${attempt}-${Math.floor(Date.now() / WINDOW_MS)}`;
    const options = { jobId, removeOnComplete: true, removeOnFail: true, lifo: place === 'first' };
    const pushed = this.queue.add('export', { id, traceparent: traceparent() }, options).then(
      () => true,
      () => false,
    );
    return Promise.race([pushed, new Promise<boolean>((give) => setTimeout(() => give(false), PATIENCE_MS).unref())]);
  }
}
