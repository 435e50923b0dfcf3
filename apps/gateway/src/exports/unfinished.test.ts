import { ORDER } from '#test/exports';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const list = async (query = '') => (await gateway.as('owner').get(`/api/exports${query}`)).body.data;

test('an operator sees what waits, runs and is to be called back, of everybody, the oldest first', async () => {
  const { store } = gateway.database;
  const ordered: string[] = [];
  for (const organization of ['bar', 'cafe', 'deli', 'bar'])
    ordered.push((await gateway.as(organization, { subject: 'ada' }).post('/reports/export', ORDER)).body.job_id);
  const [waits, runs, told, done] = ordered;
  await store.query(
    `UPDATE export_job SET status = 'processing', attempt = 3, lost = 1, failures = 1, holder = 'host/7/x', lease_until = '2026-05-01T00:00:10Z', progress = 40
      WHERE id = $1`,
    [runs],
  );
  await store.query(`UPDATE export_job SET status = 'completed', finished_at = now() WHERE id = ANY ($1)`, [[told, done]]);
  await store.query(`UPDATE export_job SET callback_due_at = '2026-05-01T00:01:00Z', callback_failures = 2 WHERE id = $1`, [told]);
  const { total_count, exports } = await list();
  expect(total_count).toBe(3);
  expect(exports).toMatchObject([
    { job_id: waits, organization_id: 'bar', subject: 'ada', status: 'queued', attempt: 0, holder: null, lease_until: null },
    {
      ...{ job_id: runs, organization_id: 'cafe', status: 'processing', attempt: 3, lost: 1, failures: 1, progress: 40 },
      ...{ holder: 'host/7/x', lease_until: '2026-05-01T00:00:10Z' },
    },
    { job_id: told, organization_id: 'deli', status: 'completed', callback_failures: 2, callback_due_at: '2026-05-01T00:01:00Z' },
  ]);
  expect((await list('?page_size=1')).exports).toHaveLength(1);
  expect((await list('?page_size=1')).total_count).toBe(3);
});

test('nobody but the owner’s administrators sees it', async () => {
  expect((await gateway.as('north').get('/api/exports')).status).toBe(403);
  expect((await gateway.as('owner', { roles: ['report_admin'] }).get('/api/exports')).status).toBe(403);
});
