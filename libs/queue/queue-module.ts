import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { type QueueOptions, setDefaultBackendFactory } from 'bullmq';
import { Cluster } from 'ioredis';
import { schemaPool } from '#persistence';
import { breathing } from './breathing.js';
import { redisConnection } from './connect.js';
import { EXPORTS, ExportQueue } from './export-queue.js';

/** Where the queue lives: in Redis where there is one, else in PostgreSQL. */
export type QueuePlace = { readonly redisUrl?: string | undefined; readonly databaseUrl: string };

/** Provides {@link ExportQueue}. The backend is chosen for the whole process, before any queue exists. */
export function queueModule(place: QueuePlace): DynamicModule {
  const options = place.redisUrl ? inRedis(place.redisUrl) : inPostgres(place.databaseUrl);
  const registered = BullModule.registerQueue({ name: EXPORTS });
  return {
    module: QueueModule,
    imports: [BullModule.forRoot(options), registered],
    providers: [ExportQueue, { provide: Connection, useValue: new Connection(options.connection) }],
    exports: [ExportQueue, registered],
  };
}

class QueueModule {}

/** BullMQ closes the connections it makes, but not a cluster's client that it was given. */
class Connection implements OnApplicationShutdown {
  constructor(private readonly connection: QueueOptions['connection']) {}

  onApplicationShutdown(): void {
    if (this.connection instanceof Cluster) this.connection.disconnect();
  }
}

/** The hash tag keeps all keys of the queue on one node of a Redis Cluster. */
function inRedis(url: string): QueueOptions {
  setDefaultBackendFactory();
  return { prefix: '{alertledger}', connection: redisConnection(url) };
}

/** A pool of our own: BullMQ's does not pass a pooler. One connection hears of new jobs. Whoever still closes a queue may ask it, so it is not ended. */
function inPostgres(url: string): QueueOptions {
  setDefaultBackendFactory(breathing);
  const pool = schemaPool({ url, schema: 'bullmq', app: 'queue', max: 4 });
  return { connection: pool as unknown as QueueOptions['connection'] };
}
