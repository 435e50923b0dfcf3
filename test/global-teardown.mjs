import { rmSync } from 'node:fs';

export default async function teardown() {
  const { dir, running } = globalThis.testServers;
  await Promise.all(running.map((server) => server.stop()));
  rmSync(dir, { recursive: true, force: true });
}
