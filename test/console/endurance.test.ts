import { describeWithBrowser, useConsole } from '#test/console';
import { createTestGateway } from '#test/gateway';

jest.setTimeout(240_000);
const MANY = 10_000;
const MOST_IDLE = 10;
const MINUTES = 3;

/** So many running alerts, in one import. */
const fleet = (): string =>
  Array.from({ length: MANY }, (_, n) =>
    JSON.stringify({
      ...{ organization_id: n % 2 ? 'cafe' : 'deli', alertname: `Alert${n % 40}`, fingerprint: `f${n}`, system_key: `SYS-${n % 500}` },
      ...{ severity: ['critical', 'warning', 'info'][n % 3], starts_at: new Date(Date.now() - 60_000 - n * 1000).toISOString() },
    }),
  ).join('\n');

describeWithBrowser('the console with 10,000 open alerts', () => {
  const site = useConsole();
  beforeAll(async () => {
    const { body } = await site.gateway.as('owner').post('/api/alerts/import', fleet(), { 'content-type': 'application/x-ndjson' });
    expect(body.data.inserted).toBe(MANY);
  });

  it('shows a page of them and counts them all', async () => {
    const { page, faults, close } = await site.as('owner', '/alerts');
    await page.getByText('10,000 alerts', { exact: true }).waitFor();
    expect(await page.getByRole('row').count()).toBeLessThanOrEqual(201);
    expect(faults).toEqual([]);
    await close();
  });

  /** A page whose timers are turned by hand. */
  async function still(at: string) {
    const visit = await site.as('owner');
    await visit.page.clock.install();
    await visit.page.goto(`${site.gateway.url}/console${at}`);
    await visit.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    await visit.page.waitForLoadState('networkidle');
    return visit;
  }

  it.each(['/', '/alerts', '/history', '/status'])('left alone at %s it asks for at most ten things a minute', async (at) => {
    const { page, close } = await still(at);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (let second = 0; second < MINUTES * 60; second += 5) {
      await page.clock.runFor(5_000);
      await page.waitForLoadState('networkidle');
    }
    expect(asked).toContain('/api/alerts/totals');
    expect(asked.length).toBeLessThanOrEqual(MINUTES * MOST_IDLE);
    await close();
  });

  it('notices by itself within half a minute that its gateway is gone, and within another that it is back', async () => {
    const { page, close } = await still('/');
    const lost = page.getByText(/connection lost|reconnecting/i).first();
    await site.gateway.app.close();
    await page.clock.runFor(30_000);
    await lost.waitFor();
    const port = Number(new URL(site.gateway.url).port);
    const again = await createTestGateway({ database: site.gateway.database, keys: site.gateway.keys, port });
    await page.clock.runFor(30_000);
    await lost.waitFor({ state: 'detached' });
    await again.close();
    await close();
  });
});
