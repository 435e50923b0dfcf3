import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { build } from '#test/launcher';
import { until } from '#test/until';

jest.setTimeout(120_000);
const WEBHOOK = 'hush-webhook';
const alert = {
  status: 'firing',
  labels: { alertname: 'DiskFull', organization_id: 'owner', note: 'hush-label' },
  startsAt: '2026-01-01T00:00:00Z',
};

describe('the logs of gateway and collect at their most talkative', () => {
  const database = useDatabase();
  const running: Command[] = [];
  beforeAll(build, 180_000);
  afterAll(() => Promise.all(running.map((command) => command.stop())));

  const run = async (app: string, more: NodeJS.ProcessEnv = {}): Promise<Command> => {
    const env = { DATABASE_URL: database.url, WEBHOOK_TOKEN: WEBHOOK, EXPORT_LINK_SECRET: 'hush-link', LOG_LEVEL: 'debug', ...more };
    const command = await Command.start(['docker/alertledger.mjs', app], env, 'plain');
    running.push(command);
    await command.ready();
    return command;
  };

  it('hold no token, no key, no signed link and nothing of an alert, even when the database fails', async () => {
    const collect = await run('collect');
    const gateway = await run('gateway', { COLLECT_URL: collect.url });
    const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
    const send = (path: string, headers: Record<string, string>, body?: object): Promise<Response> =>
      fetch(gateway.url + path, {
        headers: { 'content-type': 'application/json', ...headers },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
    await send('/api/alerts', bearer('hush-bearer'));
    await send('/api/v0/alerts', { 'x-api-key': 'alk_hush_hush' });
    await send('/downloads/export-00000000-0000-4000-8000-000000000000.csv?expires=1&signature=hush-signature', {});
    expect((await send('/api/webhooks/alertmanager', bearer('hush-wrong'), { version: '4', alerts: [alert] })).status).toBe(401);
    await database.store.query('ALTER TABLE alert RENAME TO elsewhere');
    expect((await send('/api/webhooks/alertmanager', bearer(WEBHOOK), { version: '4', alerts: [alert] })).status).toBeGreaterThanOrEqual(
      500,
    );
    await until(() => collect.output.includes('request failed'));
    expect(`${gateway.output}${collect.output}`).not.toMatch(/hush|:[^:/@\s]+@127/);
  });
});
