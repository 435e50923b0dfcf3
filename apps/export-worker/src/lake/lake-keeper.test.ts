import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Lake, type LakeTables, rowsIn, snapshotOf } from '#lake';
import { startWorker } from '#test/export-worker';
import { plantFleet } from '#test/fleet';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';
import { LakeSettings } from './lake-keeper.js';

const INTERVAL_MS = 500;
const gateway = useGateway();
const root = mkdtempSync(path.join(tmpdir(), 'lake-keeper-'));
let lake: Lake;
const workers: NestFastifyApplication[] = [];

beforeAll(async () => {
  await plantFleet(gateway.database.store);
  lake = await Lake.open({ storage: `file://${root}` });
  for (let n = 0; n < 2; n++) {
    const own = await Lake.open({ storage: `file://${root}` });
    workers.push(await startWorker(gateway, { lake: new LakeSettings(own, INTERVAL_MS) }));
  }
});
afterAll(async () => {
  for (const worker of workers) await worker.close();
  rmSync(root, { recursive: true });
});
const read = (): Promise<LakeTables> => lake.read(gateway.columns);

test('workers keep the lake between them, and tell how old it is', async () => {
  await tell(gateway.database.store, [{ organization: 'cafe', fingerprint: 'a' }]);
  await until(async () => rowsIn((await read()).alerts) === 1);
  await tell(gateway.database.store, [{ organization: 'bar', fingerprint: 'b' }]);
  await until(async () => rowsIn((await read()).alerts) === 2);
  const { alerts, organizations } = await read();
  expect(alerts.version).toBeGreaterThan(0);
  expect(snapshotOf(organizations)).toBeDefined();
  const { body } = (await workers[0]?.inject('/metrics')) ?? { body: '' };
  expect(body).toMatch(/^alertledger_lake_rows\{table="alerts"\} [12]$/m);
  expect(body).toMatch(/^alertledger_lake_files\{table="organizations"\} 1$/m);
  expect(body).toMatch(/^alertledger_lake_interval_seconds 0.5$/m);
  expect(Number(/^alertledger_lake_age_seconds (\S+)$/m.exec(body)?.[1])).toBeLessThan(3_600);
  expect(body).toMatch(/^alertledger_lake_commits_total\{outcome="failed"\} 0$/m);
});
