import { describeWithBrowser, findings, useConsole } from '#test/console';

jest.setTimeout(120_000);
const DAY = 86_400_000;
const TIMES = 3;
const at = (ms: number): string => new Date(ms).toISOString();
const day = (ago: number): string => at(Date.now() - ago * DAY).slice(0, 10);
/** The same alert so many days ago, for an hour each; the newest still runs. */
const lines = Array.from({ length: TIMES }, (_, n) =>
  JSON.stringify({
    ...{ organization_id: 'cafe', alertname: 'DiskFull', fingerprint: 'same', severity: 'critical', system_key: 'SYS-1' },
    ...{ starts_at: at(Date.now() - n * 10 * DAY - 7_200_000), ...(n > 0 && { ends_at: at(Date.now() - n * 10 * DAY - 3_600_000) }) },
  }),
);

describeWithBrowser('ways through the console', () => {
  const site = useConsole();
  beforeAll(async () => {
    const { body } = await site.gateway
      .as('owner')
      .post('/api/alerts/import', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(body.data.inserted).toBe(TIMES);
  });

  it('goes anywhere by name from one place, which keeps views under names of their own', async () => {
    const { page, faults, close } = await site.as('reseller', '/alerts?severity=critical');
    await page.getByText('1 alert', { exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Go to' });
    await palette.getByLabel('Name of the view').fill('What hurts');
    await palette.getByRole('button', { name: 'Save this view' }).click();
    expect(await findings(page)).toEqual([]);
    await palette.getByRole('searchbox').fill('hist');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    await page.getByRole('button', { name: 'Go to' }).click();
    await palette.getByRole('searchbox').fill('hurts');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Open alerts' }).waitFor();
    expect(new URL(page.url()).search).toBe('?severity=critical');
    await page.getByRole('button', { name: 'Go to' }).click();
    await palette.getByRole('searchbox').fill('cafe');
    await palette.getByRole('button', { name: /customer, cafe/i }).click();
    await page.waitForURL(/org=cafe/);
    expect(faults).toEqual([]);
    await close();
  });

  it('shows an alert beside the list by a key, and closes it again', async () => {
    const { page, close } = await site.as('reseller', '/alerts');
    await page.getByRole('link', { name: 'DiskFull', exact: true }).focus();
    await page.keyboard.press('p');
    const panel = page.getByRole('complementary', { name: 'Alert beside the list' });
    await panel.getByRole('heading', { name: 'What happened' }).waitFor();
    expect(new URL(page.url()).searchParams.get('alert')).toMatch(/^\w{11}$/);
    await page.waitForLoadState('networkidle');
    expect(await findings(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await panel.waitFor({ state: 'detached' });
    await close();
  });

  it('draws the times of an alert over 90 days, leads from one to the other, and by u back to the list', async () => {
    const { page, close } = await site.as('reseller', '/alerts/by/cafe/same');
    const marks = page.getByRole('group', { name: /^The last 90 days: 3 times/ }).getByRole('link');
    await marks.nth(TIMES - 1).waitFor();
    await marks.first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await marks.nth(1).evaluate((mark) => mark === mark.ownerDocument.activeElement)).toBe(true);
    const newest = page.url();
    await page.getByRole('link', { name: '← Earlier' }).click();
    await page.waitForURL((url) => url.href !== newest);
    await page.getByText('imported').waitFor();
    await page.getByRole('heading', { level: 1, name: 'DiskFull' }).waitFor();
    await page.keyboard.press('u');
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    await close();
  });

  it('keeps the filters when the days change: by their choice, by a jump, by two marks of the chart', async () => {
    const { page, faults, close } = await site.as('reseller', `/history?severity=critical&tz=UTC&range=${day(25)}..${day(0)}`);
    const filters = () => new URL(page.url()).searchParams.get('severity');
    await page.getByText('2 alerts', { exact: true }).waitFor();
    await page.getByText('3 began in the range').waitFor();
    await page.getByLabel('Days around').fill(day(10));
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('1 alert', { exact: true }).waitFor();
    const marks = page.getByRole('group', { name: 'Began, by day' }).getByRole('link');
    await page.getByRole('button', { name: 'Choose a stretch' }).click();
    await marks.nth(0).click();
    await marks.nth(1).click();
    await page.waitForURL(/T00%3A00%3A00/);
    await page.getByRole('combobox', { name: /^Range/ }).selectOption('1y');
    await page.getByText('2 alerts', { exact: true }).waitFor();
    expect([filters(), faults]).toEqual(['critical', []]);
    await close();
  });
});
