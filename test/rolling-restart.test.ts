import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { devKeys, mintDevToken } from '#runtime';
import { Balancer } from '#test/balancer';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { CLAIMS } from '#test/gateway';
import { build } from '#test/launcher';
import { until } from '#test/until';

const EVERY_MS = 10;

/** A request every 10 ms until it is stopped; how many answers had which status. */
function load(url: string, headers: Record<string, string>) {
  const statuses: Record<string, number> = {};
  const under: Promise<void>[] = [];
  const count = (status: string): void => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const send = (): Promise<void> =>
    fetch(url, { headers }).then(
      async (answer) => {
        await answer.arrayBuffer();
        count(String(answer.status));
      },
      (error: Error) => count(String(error.cause ?? error)),
    );
  const timer = setInterval(() => under.push(send()), EVERY_MS);
  const stop = async (): Promise<Record<string, number>> => {
    clearInterval(timer);
    await Promise.all(under);
    return statuses;
  };
  return { statuses, stop };
}

describe('two gateways behind a balancer', () => {
  const database = useDatabase();
  const balancer = new Balancer();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-rolling-'));
  beforeAll(build, 180_000);
  const gateways: Command[] = [];
  const loads: { stop(): Promise<unknown> }[] = [];
  afterAll(async () => {
    await Promise.all([...loads, ...gateways].map((one) => one.stop()));
    await balancer.close();
    rmSync(dir, { recursive: true });
  });

  const startGateway = async (): Promise<Command> => {
    const env = { DATABASE_URL: database.url, DATA_DIR: dir, DRAIN_SECONDS: '1', RATE_LIMIT_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' };
    const gateway = await Command.start(['docker/alertledger.mjs', 'gateway'], env, 'plain');
    gateways.push(gateway);
    balancer.add(gateway.url);
    await until(() => balancer.ready.includes(gateway.url));
    return gateway;
  };

  it('lose no request of a hundred a second while both are replaced, one after the other', async () => {
    const url = `${await balancer.open()}/api/alerts/totals`;
    const running = [await startGateway(), await startGateway()];
    const who = { organization: 'owner', subject: 'mira', scope: 'read:systems', roles: [], ttl: '1h', claims: CLAIMS };
    const { statuses, stop } = load(url, { authorization: `Bearer ${await mintDevToken(await devKeys(dir), who)}` });
    loads.push({ stop });
    for (const old of running) {
      await startGateway();
      expect(await old.stop()).toBe(0);
      balancer.remove(old.url);
      const before = statuses[200] ?? 0;
      await until(() => (statuses[200] ?? 0) > before + 100);
    }
    expect(await stop()).toEqual({ 200: expect.any(Number) });
  }, 120_000);
});
