import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule } from '@nestjs/common';
import { createPostgresBackend, type QueueOptions, setDefaultBackendFactory } from 'bullmq';
import { connectRedis } from './connect.js';
import { EXPORTS, ExportQueue } from './export-queue.js';

/** Where the queue lives: in Redis where there is one, else in PostgreSQL. */
export type QueuePlace = { readonly redisUrl?: string | undefined; readonly databaseUrl: string };

/** Provides {@link ExportQueue}. The backend is chosen for the whole process, before any queue exists. */
export function queueModule(place: QueuePlace): DynamicModule {
  const registered = BullModule.registerQueue({ name: EXPORTS });
  return {
    module: QueueModule,
    imports: [BullModule.forRoot(place.redisUrl ? inRedis(place.redisUrl) : inPostgres(place.databaseUrl)), registered],
    providers: [ExportQueue],
    exports: [ExportQueue, registered],
  };
}

class QueueModule {}

/** The hash tag keeps all keys of the queue on one node of a Redis Cluster. */
function inRedis(url: string): QueueOptions {
  setDefaultBackendFactory();
  return { prefix: '{alertledger}', connection: connectRedis(url) };
}

function inPostgres(connectionString: string): QueueOptions {
  setDefaultBackendFactory(createPostgresBackend);
  const connection = { connectionString, schema: 'bullmq', migrate: false, max: 2, application_name: 'queue' };
  return { connection: connection as unknown as QueueOptions['connection'] };
}
