import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Reach } from '#runtime';
import { WorkerProcess } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { MailServer } from '#test/mail-server';
import { CERTIFICATE, Receiver } from '#test/receiver';
import { until } from '#test/until';

const ORGANIZATIONS = ['cafe', 'deli', 'kiosk', 'bar'];
/** As many as an organization may have. */
const OF_EACH = 50;
const WORKERS = 3;
const KILLS = 5;

jest.setTimeout(240_000);
const gateway = useGateway({
  exports: { reach: new Reach(['127.0.0.0/8', '::1']), perDay: 100, mailDomains: ['example.com'], hasDrop: true },
  rates: { perMinute: 10_000 },
});
const query = (text: string, values: unknown[] = []) => gateway.database.store.query(text, values);
const workers: WorkerProcess[] = [];
let receiver: Receiver;
let smtp: MailServer;
beforeAll(async () => {
  WorkerProcess.build();
  [receiver, smtp] = [await Receiver.start(), await MailServer.start()];
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await receiver?.stop();
  await smtp?.stop();
});

const startOne = async (): Promise<void> => {
  const worker = await WorkerProcess.start(gateway, {
    ...{ CALLBACK_NETWORKS: '127.0.0.0/8,::1', NODE_EXTRA_CA_CERTS: CERTIFICATE, REPORT_DROP: `file://${gateway.filesDir}/drops` },
    ...{ SMTP_URL: `smtp://localhost:${smtp.port}`, MAIL_FROM: 'reports@example.com', MAIL_RECIPIENT_DOMAINS: 'example.com' },
  });
  workers.push(worker);
  await worker.serves();
};

async function makeAll(): Promise<void> {
  const recipients = [
    { kind: 'drop' },
    { kind: 'webhook', url: `https://localhost:${receiver.port}/` },
    { kind: 'mail', address: 'duty@example.com' },
  ];
  const report = { report_type: 'alerts', format: 'csv', range: 'previous-day' };
  for (const organization of ORGANIZATIONS)
    for (let nth = 0; nth < OF_EACH; nth++) {
      const schedule = { name: `${organization} ${nth}`, cron: '0 7 * * *', timezone: 'UTC', report, recipients };
      const { status, body } = await gateway.as(organization).post('/reports/schedules', schedule);
      expect([status, body.errors]).toEqual([201, undefined]);
    }
}

/** Of what is to be done, how much is: exports that are there, deliveries that were made. */
const done = async (): Promise<number> => {
  const [row] = await query(
    `SELECT (SELECT count(*) FROM report_run WHERE state = 'done')::int + (SELECT count(*) FROM report_delivery WHERE state = 'delivered')::int AS done`,
  );
  return row.done;
};
const ALL = ORGANIZATIONS.length * OF_EACH * 4;

test(`${WORKERS} workers, ${KILLS} of them killed, give each slot one export and one file, and each recipient its report under one id`, async () => {
  await makeAll();
  for (let nth = 0; nth < WORKERS; nth++) await startOne();
  const slot = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  await query('UPDATE report_schedule SET next_run_at = $1', [slot]);
  for (let kills = 1; kills <= KILLS; kills++) {
    await until(async () => (await done()) > (ALL * kills) / (KILLS + 2));
    await workers.shift()?.end('SIGKILL');
    await startOne();
  }
  await until(async () => {
    await query(`UPDATE report_delivery SET due_at = now() WHERE state = 'waiting' AND due_at > now() + interval '1 min'`); // the lease of the dead
    return (await done()) === ALL;
  });
  const [counted] = await query(
    `SELECT (SELECT count(*)::int FROM report_run WHERE slot = $1) AS runs, (SELECT count(DISTINCT export_id)::int FROM report_run) AS exports, (SELECT count(*)::int FROM export_job) AS jobs,
            (SELECT count(*)::int FROM report_schedule WHERE next_run_at > now()) AS ahead`,
    [slot],
  );
  const schedules = ORGANIZATIONS.length * OF_EACH;
  expect(counted).toEqual({ runs: schedules, exports: schedules, jobs: schedules, ahead: schedules });
  const drops = ORGANIZATIONS.flatMap((one) =>
    readdirSync(path.join(gateway.filesDir, 'drops', one)).flatMap((id) => readdirSync(path.join(gateway.filesDir, 'drops', one, id))),
  );
  expect(drops.length).toBe(schedules);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(schedules);
  expect(new Set(smtp.mails.map(({ text }) => /^Message-ID:\s*(<[^>]+>)/im.exec(text)?.[1])).size).toBe(schedules);
});
