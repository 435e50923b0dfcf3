import { rmSync } from 'node:fs';

export default async function teardown() {
  const { dir, running, watchdog } = globalThis.testServers;
  watchdog.release();
  await Promise.all(running.map((server) => server.stop()));
  rmSync(dir, { recursive: true, force: true });
}
