import { setTimeout as pause } from 'node:timers/promises';
import { type BackendFactory, createPostgresBackend } from 'bullmq';

const BREATH_MS = 1_000;

/**
 * BullMQ's backend in PostgreSQL keeps the refusal of its first look at the database, and a worker asks again at once: without a breath in between the
 * process does nothing else any more, and hears no signal either. Exports are found without tickets as well.
 */
export const breathing: BackendFactory = (...made) => {
  const backend = createPostgresBackend(...(made as Parameters<typeof createPostgresBackend>));
  const ask = backend.moveToActive.bind(backend);
  backend.moveToActive = async (...asked) => {
    try {
      return await ask(...asked);
    } catch (error) {
      await pause(BREATH_MS);
      throw error;
    }
  };
  return backend;
};
