import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { openFiles } from '#files';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { CERTIFICATE } from '#test/receiver';
import { tell } from '#test/sightings';
import type { Delivery } from './delivery.js';
import { Mail, Mailer } from './mailer.js';

const database = useDatabase();
const dir = mkdtempSync(path.join(tmpdir(), 'mails-'));
const pem = readFileSync(CERTIFICATE, 'utf8');
const seen = { logins: 0, senders: 0, texts: [] as string[] };
let server: SMTPServer | undefined;

/** A server that takes every login and mail, with TLS or without; its port. */
function serve(options: object): Promise<number> {
  const made = new SMTPServer({
    ...options,
    onAuth: (_auth, _session, done) => {
      seen.logins += 1;
      done(null, { user: 'reports' });
    },
    onMailFrom: (_address, _session, done) => {
      seen.senders += 1;
      done();
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        seen.texts.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  server = made;
  return new Promise((resolve) => {
    const net = made.listen(0, '127.0.0.1', () => {
      const address = net.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
beforeAll(() => plantFleet(database.store));
beforeEach(() => Object.assign(seen, { logins: 0, senders: 0, texts: [] }));
afterEach(() => new Promise<void>((done) => (server ? server.close(() => done()) : done())));
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
    ...{
      subtrees: [Number(organization?.id)],
      singles: [],
      rows_written: 0,
      file_size: null,
      sha256: null,
      stored_as: null,
      file_name: 'a.csv',
    },
    ...more,
  } as Delivery;
}
async function send(url: string, more: Partial<Delivery> = {}): Promise<void> {
  const settings = { url, from: 'reports@example.com', domains: ['example.com'], attachmentMb: 5, publicUrl: 'https://a.example', ca: pem };
  const files = await openFiles({ storage: `file://${dir}` });
  return new Mailer(database.store, files, new Mail(settings)).send(await delivery(more));
}

test('a server without TLS gets neither mail nor login', async () => {
  const port = await serve({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
  await expect(send(`smtp://reports:secret@localhost:${port}`)).rejects.toThrow();
  expect(seen).toEqual({ logins: 0, senders: 0, texts: [] });
});

test.each([
  ['smtp', { key: pem, cert: pem }],
  ['smtps', { key: pem, cert: pem, secure: true }],
])('a mail is sent by %s, after a login over TLS', async (protocol, options) => {
  const port = await serve(options);
  await send(`${protocol}://reports:secret@localhost:${port}`);
  expect([seen.logins, seen.senders, seen.texts.length]).toEqual([1, 1, 1]);
});

test('an address whose domain is no longer permitted gets nothing', async () => {
  const port = await serve({ key: pem, cert: pem });
  await expect(send(`smtp://localhost:${port}`, { target: 'duty@example.org' })).rejects.toThrow('no longer permitted');
  expect(seen.senders).toBe(0);
});

test('the day before a day of 23 hours is a whole day', async () => {
  const startsAt = new Date('2026-03-27T23:30:00Z');
  await tell(database.store, [
    { organization: 'cafe', fingerprint: 'before', alertname: 'DiskFull', startsAt, endsAt: new Date(startsAt.getTime() + 60_000) },
  ]);
  await send(`smtp://reports:secret@localhost:${await serve({ key: pem, cert: pem })}`);
  expect(seen.texts.join()).toContain('Alerts: 0, before: 1');
});
