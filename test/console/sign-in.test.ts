import { describeWithBrowser, findings, SECRET, useConsole } from '#test/console';

jest.setTimeout(60_000);
/** All that a browser keeps for us. */
const KEPT = 'JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie';

describeWithBrowser('the console', () => {
  const site = useConsole();

  it('is entered as a persona by the printed link, whose secret leaves the address, and again when the page is loaded anew', async () => {
    const { page, faults, close } = await site.as('reseller');
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Overview');
    await page.reload();
    await page.getByRole('link', { name: /^active 0/ }).waitFor();
    const kept = await page.evaluate<string>(KEPT);
    expect(kept).not.toContain('eyJ');
    expect([await page.title(), faults]).toEqual(['(0) Overview · Alertledger', []]);
    await close();
  });

  it('offers no persona to who did not open that link', async () => {
    const { page, close } = await site.visit();
    await page.goto(`${site.gateway.url}/console/`);
    expect(await page.getByRole('button', { name: /^Owner/ }).isDisabled()).toBe(true);
    await page.getByText('open the link that npm start printed').waitFor();
    await close();
  });

  it('takes a key by Enter, says when one is refused, and forgets it with the tab', async () => {
    const { page, close } = await site.visit();
    await page.goto(`${site.gateway.url}/console/reports`);
    const field = page.getByLabel('Key or token');
    await field.fill('alk_nothing_nothing');
    await field.press('Enter');
    await page.getByText(/refused/).waitFor();
    const made = await site.gateway
      .as('owner')
      .post('/api/api-keys', { name: 'me', permissions: ['read'], scopes: ['read:systems'], organization_id: 'cafe' });
    await field.fill(made.body.data.key);
    await field.press('Enter');
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate<string>(KEPT)).not.toContain('alk_');
    await page.reload();
    await field.waitFor();
    await close();
  });

  it('is left for good: the other tabs are left too, and loading it again asks who is there', async () => {
    const { page, close } = await site.as('owner');
    const other = await page.context().newPage();
    await other.goto(`${site.gateway.url}/console/#${SECRET}`);
    await other.getByRole('button', { name: /^customer/i }).click();
    await other.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await Promise.all([page, other].map((one) => one.getByText('You are signed out').waitFor()));
    await page.reload();
    await page.getByRole('button', { name: /^owner/i }).waitFor();
    await close();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe would find before one has signed in, %s', async (colorScheme) => {
    for (const width of [320, 1280]) {
      const { page, close } = await site.visit({ colorScheme, viewport: { width, height: 800 } });
      await page.goto(`${site.gateway.url}/console/#${SECRET}`);
      await page.getByLabel('Key or token').waitFor();
      expect(await findings(page)).toEqual([]);
      await close();
    }
  });
});
