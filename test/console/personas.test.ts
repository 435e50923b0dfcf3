import { putOrganizations } from '#persistence';
import { describeWithBrowser, findings, useConsole } from '#test/console';

jest.setTimeout(120_000);
const lines = [
  { organization_id: 'cafe', alertname: 'DiskFull', severity: 'critical', system_key: 'SYS-1' },
  { organization_id: 'deli', alertname: 'HighLoad', severity: 'warning', system_key: 'SYS-2' },
].map((line) => JSON.stringify({ ...line, starts_at: new Date(Date.now() - 3_600_000).toISOString() }));

describeWithBrowser('the console of someone who is not the owner', () => {
  const site = useConsole();
  beforeAll(async () => {
    const cafe = { id: 'cafe', name: 'Café Aurora', role: 'customer', parent_id: 'shop', tenant_id: 't-shop' } as const;
    await putOrganizations(site.gateway.database.store, [cafe]);
    const { body } = await site.gateway
      .as('owner')
      .post('/api/alerts/import', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
    expect(body.data.inserted).toBe(lines.length);
  });

  it('speaks to a customer of itself alone: no switch, no column of organizations, no branch', async () => {
    const { page, faults, to, close } = await site.as('customer');
    for (const at of ['/', '/alerts', '/history', '/reports', '/status']) {
      await to(at);
      expect(await page.getByRole('button', { name: /^Organizations/ }).count()).toBe(0);
      expect(await page.getByRole('columnheader', { name: 'Organization', exact: true }).count()).toBe(0);
      expect(await page.getByRole('heading', { name: 'Who burns' }).count()).toBe(0);
      expect(await findings(page)).toEqual([]);
    }
    await to('/alerts');
    expect(await page.locator('tbody').textContent()).toMatch(/DiskFull(?!.*HighLoad)/s);
    expect(faults).toEqual([]);
    await close();
  });

  it('calls organizations by their names, for a reseller and whoever it goes to look at', async () => {
    const { page, to, close } = await site.as('reseller', '/alerts');
    await page
      .getByRole('row', { name: /DiskFull/ })
      .getByText('Café Aurora')
      .waitFor();
    await page.getByRole('button', { name: /^Organizations/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Café Aurora/ })
      .click();
    await page.getByRole('button', { name: 'Organizations: Café Aurora (with everything below)' }).waitFor();
    await page.getByText('1 alert', { exact: true }).waitFor();
    await to('/status?org=bar');
    await page.getByText('This organization is not below yours.').first().waitFor();
    await close();
  });

  it('suggests the names that alerts have, once one comes to the field', async () => {
    const { page, close } = await site.as('reseller', '/alerts');
    const field = page.getByRole('combobox', { name: 'Alert' });
    await field.focus();
    await page.locator('datalist option[value="HighLoad"]').waitFor({ state: 'attached' });
    await field.fill('Disk');
    await page.locator('datalist option[value="HighLoad"]').waitFor({ state: 'detached' });
    expect(await page.locator('datalist option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toEqual(['DiskFull']);
    await close();
  });

  it('makes the token of an Alertmanager, shows it once within the configuration, and revokes it', async () => {
    const { page, close } = await site.as('reseller', '/admin/connect');
    await page.getByLabel('Tenant').fill('t-shop');
    await page.getByRole('button', { name: 'New token for t-shop' }).click();
    await page.getByText('This is the token').waitFor();
    expect(await page.locator('pre').first().textContent()).toMatch(/credentials: alw_\w+/);
    await page.getByRole('button', { name: 'I have stored it' }).click();
    expect(await page.locator('pre').first().textContent()).toContain('<token of the tenant t-shop>');
    await page.getByRole('button', { name: /^Revoke: t-shop/ }).click();
    await page.getByRole('button', { name: /^Revoke: t-shop/ }).waitFor({ state: 'detached' });
    await close();
  });

  it('says how old what it shows may be', async () => {
    const { page, close } = await site.as('reseller', '/status');
    await page.getByRole('listitem').filter({ hasText: 'never answered' }).waitFor();
    await page.getByText(/Every tenant is asked every/).waitFor();
    await close();
  });
});
