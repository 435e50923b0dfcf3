import { putOrganizations } from '#persistence';
import { describeWithBrowser, useConsole } from '#test/console';

jest.setTimeout(120_000);
const SYSTEMS = 4;
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();
/** Whole hours of yesterday, so that a day has them all. */
const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * HOUR;
const DAY = at(noon).slice(0, 10);

const line = (n: number) => ({
  ...{ organization_id: 'cafe', alertname: 'MailQueueGrowing', fingerprint: `m${n}`, system_key: `SYS-${n}`, severity: 'warning' },
  ...{ starts_at: at(noon + n * 1000), ends_at: at(noon + n * 1000 + (1 + n) * HOUR) },
});

describeWithBrowser('a report of the console', () => {
  const site = useConsole();
  const address = (tab: string, more = '') => `/reports?tab=${tab}&range=${DAY}..${DAY}&tz=UTC${more}`;
  beforeAll(async () => {
    const cafe = { id: 'cafe', name: 'Café Aurora', role: 'customer', parent_id: 'shop', tenant_id: 't-shop' } as const;
    await putOrganizations(site.gateway.database.store, [cafe]);
    const ndjson = Array.from({ length: SYSTEMS }, (_, n) => JSON.stringify(line(n))).join('\n');
    const { body } = await site.gateway.as('owner').post('/api/alerts/import', ndjson, { 'content-type': 'application/x-ndjson' });
    expect(body.data.inserted).toBe(SYSTEMS);
  });

  it('ranks systems by how long they were free of alerts, names their organization, and leads to what is behind', async () => {
    const { page, faults, close } = await site.as('reseller', address('availability'));
    const rows = page.getByRole('table', { name: 'Availability' }).locator('tbody tr');
    await rows.nth(SYSTEMS - 1).waitFor();
    expect(await rows.first().textContent()).toMatch(/^SYS-3 .*83\.3333%4 h/);
    await rows.first().getByText('Café Aurora').waitFor();
    await rows.first().getByRole('link', { name: 'SYS-3' }).click();
    await page.getByText('1 alert', { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('shows a burst with its systems, and what is left without it', async () => {
    const { page, close } = await site.as('reseller', address('bursts', '&minimum=3&outside=1'));
    await page.getByText('1 burst', { exact: true }).waitFor();
    expect(await page.getByRole('row', { name: /MailQueueGrowing/ }).textContent()).toContain('44');
    await page.getByRole('listitem').filter({ hasText: 'alerts outside of bursts' }).getByText('0', { exact: true }).waitFor();
    await close();
  });

  it('says what its figures mean, in the words of the API', async () => {
    const { page, close } = await site.as('customer', address('interruptions'));
    await page.getByText('What the figures mean').click();
    await page.getByText('business', { exact: true }).waitFor();
    await close();
  });

  it('takes a stretch of a chart by two clicks, and sets the volume beside the range before', async () => {
    const range = `${at(noon - 6 * 86_400_000).slice(0, 10)}..${DAY}`;
    const { page, close } = await site.as('reseller', `/reports?range=${range}&tz=UTC`);
    await page.getByText('4 alerts began in the range, 0 in the one before').waitFor();
    await page.getByRole('button', { name: 'Choose a stretch' }).click();
    const marks = page.getByRole('group', { name: 'Volume' }).getByRole('link');
    await marks.nth(6).click();
    await marks.nth(5).click();
    const before = at(noon - 86_400_000).slice(0, 10);
    await page.waitForURL((url) => url.searchParams.get('range')?.startsWith(`${before}T00:00:00Z`) ?? false);
    await page.getByText('4 alerts began in the range').waitFor();
    await marks.nth(2).waitFor({ state: 'detached' });
    expect(await marks.count()).toBe(2);
    await close();
  });

  it('advises no change of a rule that fired too seldom to tell', async () => {
    const { page, close } = await site.as('reseller', address('tuning'));
    const row = page.getByRole('row', { name: /MailQueueGrowing/ });
    await row.waitFor();
    expect(await row.textContent()).toContain('none');
    await row.getByText('What if').click();
    await row
      .getByText(/would have spared/)
      .first()
      .waitFor();
    await close();
  });
});
