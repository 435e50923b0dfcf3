import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { openFiles } from '#files';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { MailServer, refusal } from '#test/mail-server';
import { tell } from '#test/sightings';
import { type Delivery, Hopeless } from './delivery.js';
import { Mail, Mailer, type MailSettings } from './mailer.js';

const database = useDatabase();
const dir = mkdtempSync(path.join(tmpdir(), 'mails-'));
const NEVER = new AbortController().signal;
let server: MailServer | undefined;

async function serve(options: SMTPServerOptions = {}): Promise<MailServer> {
  server = await MailServer.start(options);
  return server;
}
const urlOf = ({ port }: { port: number }, protocol = 'smtp'): string => `${protocol}://reports:secret@localhost:${port}`;
beforeAll(() => plantFleet(database.store));
afterEach(() => server?.stop());
afterAll(() => rmSync(dir, { recursive: true }));

/** The report of 29 March 2026, which had 23 hours in Rome. */
async function delivery(more: Partial<Delivery> = {}): Promise<Delivery> {
  const [organization] = await database.store.query("SELECT id FROM organization WHERE public_id = 'cafe'", []);
  return {
    ...{ schedule_id: '5b0f1d0e-6f3c-4c55-9d2b-0d5f4a1c7e11', slot: new Date('2026-03-30T05:00:00Z'), nth: 0, kind: 'mail' },
    ...{ target: 'duty@example.com', failures: 0, name: 'Yesterday', timezone: 'Europe/Rome', organization: 'cafe' },
    ...{ organization_id: Number(organization?.id), organization_name: 'Cafe', job_id: '8c9e6679-7425-40de-944b-e07fc1f90ae7' },
    ...{ report_type: 'alerts', format: 'csv', compression: 'none', filters: {}, start_date: '2026-03-29', end_date: '2026-03-29' },
    ...{ from_at: new Date('2026-03-28T23:00:00Z'), until_at: new Date('2026-03-29T22:00:00Z') },
    ...{ subtrees: [Number(organization?.id)], singles: [], rows_written: 0 },
    ...{ file_size: null, sha256: null, stored_as: null, file_name: 'a.csv' },
    ...more,
  };
}
async function send(url: string, more: Partial<Delivery> = {}, settings: Partial<MailSettings> = {}, stop = NEVER): Promise<void> {
  const said = {
    url,
    from: 'reports@example.com',
    domains: ['example.com'],
    attachmentMb: 5,
    publicUrl: 'https://a.example',
    ca: server?.ca,
  };
  const files = await openFiles({ storage: `file://${dir}` });
  return new Mailer(database.store, files, new Mail({ ...said, ...settings })).send(await delivery(more), stop);
}
const why = (sent: Promise<void>): Promise<unknown> =>
  sent.then(
    () => 'sent',
    (error) => error,
  );

test('a server without TLS gets neither mail nor login', async () => {
  const { seen, ...one } = await serve({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
  expect(await why(send(urlOf(one)))).not.toBeInstanceOf(Hopeless);
  expect(seen).toEqual([]);
});

test.each([
  ['smtp', false],
  ['smtps', true],
])('a mail is sent by %s, after a login over TLS', async (protocol, secure) => {
  const one = await serve({ secure });
  await send(urlOf(one, protocol));
  expect(one.seen).toEqual(['login', 'sender', 'recipient', 'content']);
});

test('a server that wants a login gets no mail without one, and the mail may be tried again', async () => {
  const one = await serve({ authOptional: false });
  expect(await why(send(`smtp://localhost:${one.port}`))).not.toBeInstanceOf(Hopeless);
  one.refuse = (step) => (step === 'login' ? refusal(535) : undefined);
  expect(await why(send(urlOf(one)))).not.toBeInstanceOf(Hopeless);
  expect(one.mails).toEqual([]);
});

test.each(['sender', 'recipient', 'content'] as const)(
  'what a server refuses for now at the %s may be tried again, and what it refuses for good may not',
  async (at) => {
    const one = await serve();
    const told: unknown[] = [];
    for (const code of [451, 550]) {
      one.refuse = (step) => (step === at ? refusal(code) : undefined);
      told.push(await why(send(urlOf(one))));
    }
    expect(told.map((error) => [error instanceof Error, error instanceof Hopeless, /451|550/.test(String(error))])).toEqual([
      [true, false, true],
      [true, true, true],
    ]);
  },
);

test('an address whose domain is no longer permitted gets nothing', async () => {
  const one = await serve();
  await expect(send(urlOf(one), { target: 'duty@example.org' })).rejects.toThrow('no longer permitted');
  expect(one.seen).toEqual([]);
});

test('a server that says nothing, or stops in mid-mail, is left after a while', async () => {
  const [silent, sockets]: [Server, Socket[]] = [createServer((socket) => sockets.push(socket)), []];
  await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await why(send(urlOf({ port }), {}, { silenceMs: 100 }))).toBeInstanceOf(Error);
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => silent.close(closed));
  const one = await serve();
  one.refuse = (step) => (step === 'content' ? new Promise(() => undefined) : undefined);
  expect(await why(send(urlOf(one), {}, { silenceMs: 1_000 }))).toBeInstanceOf(Error);
});

test('a mail under way is cut off when it is told to stop', async () => {
  const one = await serve();
  const stop = new AbortController();
  one.refuse = (step) => {
    if (step !== 'recipient') return undefined;
    stop.abort();
    return new Promise(() => undefined);
  };
  expect(await why(send(urlOf(one), {}, {}, stop.signal))).toBeInstanceOf(Error);
});

test('the day before a day of 23 hours is a whole day', async () => {
  const startsAt = new Date('2026-03-27T23:30:00Z');
  await tell(database.store, [
    { organization: 'cafe', fingerprint: 'before', alertname: 'DiskFull', startsAt, endsAt: new Date(startsAt.getTime() + 60_000) },
  ]);
  const one = await serve();
  await send(urlOf(one));
  expect(one.mails[0]?.text).toContain('Alerts: 0, before: 1');
});

test('the figures are those of the alerts that the report speaks of', async () => {
  const startsAt = new Date('2026-03-29T10:00:00Z');
  const told = { organization: 'cafe', startsAt, endsAt: new Date(startsAt.getTime() + 60_000) };
  await tell(database.store, [
    { ...told, fingerprint: 'a', alertname: 'NodeDown', severity: 'critical', systemKey: 'a-1', priority: 'LOW' },
    { ...told, fingerprint: 'b', alertname: 'DiskFull', severity: 'warning', number: '+12025550123' },
    { ...told, fingerprint: 'c', alertname: 'DiskFull', severity: 'warning', endsAt: null, source: 'mail' },
  ]);
  const [mail] = await database.store.query(`SELECT id FROM alert_source WHERE name = 'mail'`);
  const one = await serve();
  const counted = async (report_type: string, filters: object): Promise<number> => {
    await send(urlOf(one), { report_type, filters });
    return Number(/Alerts: (\d+)/.exec(one.mails.at(-1)?.text ?? '')?.[1]);
  };
  expect(await counted('alert-history', {})).toBe(3);
  expect(await counted('alert-history', { severity: ['critical'] })).toBe(1);
  expect(await counted('alert-history', { alertname: ['DiskFull'], system_key: [] })).toBe(2);
  expect(await counted('alert-history', { system_key: ['a-1'] })).toBe(1);
  expect(await counted('alert-history', { status: ['resolved'] })).toBe(2);
  expect(await counted('alert-history', { filter: ['alertname=~"Disk.*"', 'severity!="critical"'] })).toBe(2);
  expect(await counted('alerts', { priority: 'LOW', metric: 'COUNT' })).toBe(1);
  expect(await counted('alerts-summary', { priority: 'ALL', sources: [Number(mail?.id)] })).toBe(1);
  expect(await counted('alerts', { priority: 'ALL', numbers: ['+12025550123'] })).toBe(1);
  expect(await counted('system-events', { severity: ['error'] })).toBe(3);
});
