import type { DataSource, QueryRunner } from 'typeorm';

const CHUNK = 1_000;

/** The rows of statements without binds, all in one snapshot, however long it takes; a chunk at a time. `stop` ends it at once, with an error. */
export async function* inSnapshot<Row>(store: DataSource, texts: readonly string[], stop?: AbortSignal): AsyncGenerator<Row[]> {
  const snapshot = store.createQueryRunner();
  try {
    await snapshot.startTransaction('REPEATABLE READ');
    await snapshot.query('SET LOCAL statement_timeout = 0');
    const [{ pid }] = await snapshot.query('SELECT pg_backend_pid() AS pid');
    const cancel = (): void => void store.query('SELECT pg_cancel_backend($1)', [pid]).catch(() => undefined);
    stop?.addEventListener('abort', cancel);
    try {
      for (const text of texts) {
        stop?.throwIfAborted();
        yield* chunksOf<Row>(snapshot, text);
      }
    } finally {
      stop?.removeEventListener('abort', cancel);
    }
    await snapshot.commitTransaction();
  } catch (error) {
    await snapshot.rollbackTransaction().catch(() => undefined); // the first error says more
    throw error;
  } finally {
    await snapshot.release();
  }
}

async function* chunksOf<Row>(snapshot: QueryRunner, text: string): AsyncGenerator<Row[]> {
  let chunk: Row[] = [];
  for await (const row of await snapshot.stream(text)) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
