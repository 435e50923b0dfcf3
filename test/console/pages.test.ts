import { advanceBackfill, beginBackfill } from '#persistence';
import { describeWithBrowser, findings, useConsole } from '#test/console';

jest.setTimeout(240_000);

const PAGES = [
  '/',
  '/alerts',
  '/history',
  '/reports',
  '/reports?tab=response',
  '/reports?tab=noise',
  '/reports?tab=heatmap',
  '/reports?tab=availability',
  '/reports?tab=tuning',
  '/reports?tab=bursts&minimum=3&outside=1',
  '/reports?tab=interruptions&group-by=DAY',
  '/reports?tab=suppression',
  '/exports',
  '/schedules',
  '/events',
  '/usage',
  '/status',
];
const ADMIN = ['organizations', 'keys', 'users', 'sources', 'policies', 'limits', 'connect'].map((part) => `/admin/${part}`);
/** They are one page with a heading. */
const REPORTS = PAGES.filter((at) => at.startsWith('/reports')).length;
const EVERY = [...PAGES, ...ADMIN, '/preferences', '/nothing-here'];

const lines = [
  {
    organization_id: 'cafe',
    alertname: 'DiskFull',
    severity: 'critical',
    starts_at: new Date(Date.now() - 7_200_000).toISOString(),
    system_key: 'SYS-1',
  },
  { organization_id: 'deli', alertname: 'HighLoad', severity: 'warning', starts_at: new Date(Date.now() - 3_600_000).toISOString() },
  {
    organization_id: 'cafe',
    alertname: 'MailQueueGrowing',
    severity: 'info',
    starts_at: new Date(Date.now() - 90_000_000).toISOString(),
    ends_at: new Date(Date.now() - 80_000_000).toISOString(),
  },
];

describeWithBrowser('a page of the console', () => {
  const site = useConsole();
  const fill = async () => {
    const ndjson = lines.map((line) => JSON.stringify(line)).join('\n');
    const { body } = await site.gateway.as('owner').post('/api/alerts/import', ndjson, { 'content-type': 'application/x-ndjson' });
    expect(body.data.inserted).toBe(lines.length);
    const { store } = site.gateway.database;
    const [since, now] = [new Date(Date.now() - 90 * 86_400_000), new Date()];
    const begun = await beginBackfill(store, { url: 'http://prometheus:9090', tenant: null, since }, now, 30_000, now);
    const came = { recorded: 1_204, left_out: { 'known already': 31 }, set_aside: { 'the organization is unknown': 2 } };
    await advanceBackfill(store, { ...begun, ...came, position: now }, now);
  };

  type Look = readonly [colorScheme: 'light' | 'dark', width: number, rules: 'all' | 'colours'];

  /** Goes through every page once, and looks at each in these ways. */
  const look = async (locale: string, looks: readonly Look[]): Promise<void> => {
    const { page, faults, to, close } = await site.as('owner', '/', { locale });
    const headings = new Set<string>();
    const found: string[] = [];
    for (const at of EVERY) {
      await to(at);
      headings.add(`${await page.getByRole('heading', { level: 1 }).textContent()}`);
      for (const [colorScheme, width, rules] of looks) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        found.push(...(await findings(page, rules)).map((line) => `${at} ${colorScheme} ${width} ${line}`));
        const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (beyond > 0) found.push(`${at} scrolls sideways by ${beyond}`);
      }
    }
    expect(found).toEqual([]);
    expect(headings.size).toBe(EVERY.length - REPORTS + 1);
    expect(faults).toEqual([]);
    await close();
  };

  it('has a heading of its own and nothing that axe would find, empty and in Italian', () => look('it-IT', [['light', 1280, 'all']]));

  describe('with alerts', () => {
    beforeAll(fill);

    it('has a heading of its own and nothing that axe would find, in both themes, wide and narrow', () =>
      look('en-GB', [
        ['light', 1280, 'all'],
        ['dark', 1280, 'colours'],
        ['dark', 320, 'all'],
        ['light', 320, 'colours'],
      ]));

    it('has nothing that axe would find in Italian, narrow', () => look('it-IT', [['light', 320, 'all']]));

    it('is opened from the menu in one click by the owner', async () => {
      const { page, close } = await site.as('owner');
      for (const path of [
        'alerts',
        'history',
        'reports',
        'exports',
        'schedules',
        'events',
        'usage',
        'status',
        'admin/organizations',
        'preferences',
      ])
        expect(await page.locator(`nav a[href^="/console/${path}"]`).count()).toBe(1);
      await close();
    });

    it('lists the open alerts by severity, name and since when, in the zone that the address names', async () => {
      const { page, close } = await site.as('reseller', '/alerts?severity=critical&tz=America/New_York&nonsense=1');
      const row = page.getByRole('row', { name: /DiskFull/ });
      await row.waitFor();
      expect(await row.textContent()).toContain('critical');
      expect(await row.locator('time').first().textContent()).toMatch(/-0[45]:00/);
      expect(await row.locator('time').first().getAttribute('datetime')).toBe(lines[0]?.starts_at.replace('.000Z', 'Z'));
      await page.getByText('1 alert', { exact: true }).waitFor();
      await page.getByText(/nonsense/).waitFor();
      expect(await page.getByLabel('Severity').inputValue()).toBe('critical');
      await close();
    });

    it('leads from a row to the page of its alert, which can be opened by its address', async () => {
      const { page, faults, close } = await site.as('reseller', '/history');
      await page.getByRole('link', { name: 'MailQueueGrowing' }).click();
      await page.getByRole('heading', { level: 1, name: 'MailQueueGrowing' }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/console\/alerts\/\w{11}$/);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'MailQueueGrowing' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect([await findings(page), faults]).toEqual([[], []]);
      await close();
    });

    it('lets one take charge of what is selected, and says what it came to', async () => {
      const { page, close } = await site.as('reseller', '/alerts');
      await page.getByRole('checkbox', { name: 'Select DiskFull' }).click();
      await page.getByRole('button', { name: 'Take charge' }).click();
      await page.getByText('1 done').waitFor();
      await page
        .getByRole('row', { name: /DiskFull/ })
        .getByText('reseller')
        .waitFor();
      await close();
    });

    it('is worked by keys: the first stop skips to the content, ? lists the keys, Escape closes the list, g h opens the history', async () => {
      const { page, close } = await site.as('owner');
      await page.reload();
      await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to content');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: /shortcuts/i }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('g');
      await page.keyboard.press('h');
      await page.getByRole('heading', { name: 'History', level: 1 }).waitFor();
      await close();
    });

    it('speaks Italian where that is preferred', async () => {
      const { page, close } = await site.as('customer', '/preferences');
      await page.getByLabel('Language').selectOption('it');
      await page.getByRole('heading', { name: 'Preferenze' }).waitFor();
      await close();
    });
  });
});
