import { setTimeout as pause } from 'node:timers/promises';
import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { freePort } from '#test/free-port';
import { until } from '#test/until';
import { alertsDialect } from './alerts-dialect.js';
import { createHttpApp } from './http-app.js';
import { createLog } from './log.js';
import { serve, start } from './shutdown.js';

let begun = false;
let goOn = (): void => undefined;

@Module({})
class Slow implements OnApplicationBootstrap {
  onApplicationBootstrap(): Promise<void> {
    begun = true;
    return new Promise((resolve) => {
      goOn = resolve;
    });
  }
}

test('an app that is told to stop while it opens its port ends with 0', async () => {
  const codes: unknown[] = [];
  jest.spyOn(process, 'exit').mockImplementation(((code: unknown) => codes.push(code)) as never);
  const log = createLog('test', 'silent');
  const port = await freePort();
  const ready = async (): Promise<void> => undefined;
  const started = start(async () => {
    const app = await createHttpApp(Slow, { log, trustedProxies: [], dialectOf: () => alertsDialect, ready });
    await serve(app, { variable: 'GATEWAY_PORT', port, address: '127.0.0.1' }, log);
  });
  await until(() => begun);
  process.emit('SIGTERM');
  await pause(50); // so that it tries to close meanwhile
  goOn();
  await started;
  await until(() => codes.length > 0);
  expect(codes).toEqual([0]);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
});
