// Once per test run: one PostgreSQL and one Redis, their addresses in the environment of the tests.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '../tools/postgres.mjs';
import { startDebianPostgres } from './servers/debian-postgres.mjs';
import { findPrograms } from './servers/programs.mjs';
import { startRedis } from './servers/redis.mjs';
import { watchOver } from './servers/watchdog.mjs';

// A test database may lose everything in a crash.
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export default async function setup() {
  const programs = findPrograms();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-test-'));
  // TEST_POSTGRES_BIN: the folder of another server's programs, which then runs as it comes.
  const { TEST_POSTGRES_BIN: bin } = process.env;
  const postgres = bin ? await startDebianPostgres(bin, dir) : await startPostgres({ dir, settings: SETTINGS });
  const redis = programs.redis && (await startRedis(programs.redis));
  const running = [postgres, redis].filter(Boolean);
  const watchdog = watchOver(
    running.map((server) => server.pid),
    dir,
  );
  globalThis.testServers = { dir, running, watchdog };
  tell({
    TEST_DATABASE_URL: postgres.url,
    TEST_REDIS_URL: redis?.url,
    TEST_REDIS_BIN: programs.redis,
    TEST_ALERTMANAGER_BIN: programs.alertmanager,
    TEST_PROMETHEUS_BIN: programs.prometheus,
    TEST_PGBOUNCER_BIN: programs.pgbouncer,
  });
}

function tell(variables) {
  for (const [name, value] of Object.entries(variables)) {
    if (value) process.env[name] = value;
    else delete process.env[name];
  }
}
