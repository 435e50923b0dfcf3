import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeWithBrowser, findings, useConsole } from '#test/console';
import { startWorker } from '#test/export-worker';

jest.setTimeout(120_000);

describeWithBrowser('the schedules of the console', () => {
  const site = useConsole(() => ({ exports: { hasDrop: true } }));
  let worker: NestFastifyApplication;
  beforeAll(async () => {
    worker = await startWorker(site.gateway, { drop: `file://${site.gateway.filesDir}/drops` });
  });
  afterAll(() => worker?.close());

  it('lead from a form with the next five runs to a run, its delivery and its file, in both languages', async () => {
    const { page, faults, close } = await site.as('distributor', '/schedules');
    await page.getByRole('button', { name: 'New schedule' }).click();
    const form = page.getByRole('dialog', { name: 'New schedule' });
    await form.getByLabel('Name').fill('Last week');
    await form.getByLabel('Report').selectOption('alerts');
    await form.getByLabel('Range').selectOption('previous-week');
    await form.getByLabel('Cron').fill('*/5 * * * *');
    await form.getByText(/cron: comes more often than hourly/).waitFor();
    await form.getByLabel('Cron').fill('0 7 * * 1');
    await form.getByLabel('Time zone').fill('Europe/Rome');
    await form.getByText('The next runs:').waitFor();
    const times = form.getByRole('listitem').getByText(/07:00:00 \+0[12]:00/);
    await times.nth(4).waitFor();
    expect(await times.count()).toBe(5);
    expect(await findings(page)).toEqual([]);
    await form.getByLabel('Where to 1').fill('duty@example.com');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/recipients\.0\.kind: is not configured here/).waitFor();
    await form.getByLabel('How 1').selectOption('drop');
    await form.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('heading', { level: 1, name: 'Last week' }).waitFor();
    await page.getByText('0 7 * * 1 (Europe/Rome)').waitFor();
    await page.getByRole('button', { name: 'Run now' }).click();
    const row = page.getByRole('row', { name: /drop\s*: delivered/ });
    await row.waitFor();
    expect(await row.textContent()).toContain('done');
    expect(await findings(page)).toEqual([]);
    await row.getByRole('link', { name: 'Show' }).click();
    await page.getByRole('heading', { level: 1, name: 'alerts, xlsx' }).waitFor();
    await page.getByText('completed').waitFor();
    await page.getByRole('button', { name: 'Download' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'alerts, xlsx' }).waitFor();

    await page.goto(`${site.gateway.url}/console/preferences`);
    await page.getByLabel('Language').selectOption('it');
    await page.getByRole('link', { name: 'Pianificazioni' }).click();
    await page.getByRole('row', { name: /Last week/ }).waitFor();
    await page.getByRole('row', { name: /fatto/ }).waitFor();
    await page.getByRole('link', { name: 'Last week' }).click();
    await page.getByRole('button', { name: 'Elimina' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pianificazioni' }).waitFor();
    await page.getByRole('row', { name: /Last week/ }).waitFor({ state: 'detached' });
    expect(faults.filter((fault) => !/status of 400/.test(fault))).toEqual([]);
    await close();
  });

  it('stand beside orders of single files, which say how a CSV is laid out', async () => {
    const { page, close } = await site.as('distributor', '/exports');
    await page.getByRole('button', { name: 'Order an export' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Report').selectOption('alert-history');
    await form.getByLabel('Between cells').selectOption(';');
    await form.getByLabel('Byte order mark').check();
    await form.getByLabel('Columns, in this order').fill('alertname, nothing');
    await form.getByLabel('Labels as columns').fill('instance');
    expect(await findings(page)).toEqual([]);
    await form.getByRole('button', { name: 'Order' }).click();
    await form.getByText(/columns: must be some of/).waitFor();
    await form.getByLabel('Columns, in this order').fill('severity, alertname');
    await form.getByRole('button', { name: 'Order' }).click();
    await page.getByRole('link', { name: 'alert-history, csv' }).click();
    await page.getByRole('button', { name: 'Download' }).waitFor();
    const id = page.url().split('/').at(-1)?.split('?')[0];
    const { download_url } = (await site.gateway.as('north').get(`/reports/export/${id}`)).body;
    const { pathname, search } = new URL(download_url);
    expect((await site.gateway.anonymous.get(pathname + search)).text.replace('\ufeff', '')).toBe('severity;alertname;label_instance\r\n');
    await close();
  });

  it('say which was changed by somebody else meanwhile', async () => {
    const schedule = { name: 'Daily', cron: '0 7 * * *', timezone: 'UTC', recipients: [{ kind: 'drop' }] };
    const report = { report_type: 'alerts', format: 'csv', range: 'previous-day' };
    const { body } = await site.gateway.as('north').post('/reports/schedules', { ...schedule, report });
    const { page, close } = await site.as('distributor', `/schedules/${body.id}`);
    await page.getByRole('button', { name: 'Change' }).click();
    await site.gateway.as('north').put(`/reports/schedules/${body.id}`, { ...schedule, report, name: 'Every day' });
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Each day');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').getByText(/\w/).waitFor();
    await form.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Every day' }).waitFor();
    await close();
  });
});
