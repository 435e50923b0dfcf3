import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { build } from '#test/launcher';
import { until } from '#test/until';

const KILLS = 4;
const SENDERS = 4;
const BATCH = 20;
const TOKEN = 'a-secret-of-the-webhook';
const START = Date.UTC(2026, 4, 12, 7);
const at = (minute: number): string => new Date(START + minute * 60_000).toISOString();

const database = useDatabase();
const query = (sql: string, values: unknown[] = []) => database.store.query(sql, values);

beforeAll(build, 180_000);

/** Sends batches as an Alertmanager does: the same one again until it is answered with 2xx, or nobody is there. Every alert fires, then resolves. */
class Sender {
  sent = 0;
  readonly taken: { fingerprint: string; end: number | null }[] = [];
  private stopping = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly name: string,
    private readonly urls: () => string[],
  ) {
    this.loop = this.run();
  }

  stop(): Promise<void> {
    this.stopping = true;
    return this.loop;
  }

  private async run(): Promise<void> {
    for (let round = 0; !this.stopping && this.urls().length > 0; round++) {
      const batch = Array.from({ length: BATCH }, (_, i) => ({ fingerprint: `${this.name}-${round}-${i}`, end: round + i }));
      for (const end of [false, true]) {
        const told = batch.map((one) => ({ ...one, end: end ? one.end : null }));
        await this.deliver(told.map((one) => this.alert(one)));
        this.taken.push(...told);
      }
    }
  }

  private async deliver(alerts: readonly object[]): Promise<void> {
    const body = JSON.stringify({ version: '4', receiver: 'ledger', alerts });
    for (let attempt = 0; ; attempt++) {
      const urls = this.urls();
      if (urls.length === 0) return;
      const url = `${urls[attempt % urls.length]}/api/alert_history`;
      this.sent += 1;
      const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
      const status = await fetch(url, { method: 'POST', headers, body }).then(
        (answer) => answer.status,
        () => 0, // killed in the middle of it
      );
      if (status === 204) return;
      if (status !== 0 && status < 500) throw new Error(`a webhook is answered with ${status}`);
    }
  }

  private alert({ fingerprint, end }: { fingerprint: string; end: number | null }): object {
    const ends = end === null ? { status: 'firing' } : { status: 'resolved', endsAt: at(end) };
    return shown(fingerprint, { organization_id: 'bar' }, { startsAt: at(0), endsAt: '0001-01-01T00:00:00Z', ...ends });
  }
}

/** Processes of collect that share the database; one dies, another takes its place. */
class Replicas {
  private running: Command[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  readonly urls = (): string[] => this.running.map(({ url }) => url);

  async start(): Promise<void> {
    const replica = await Command.start(['docker/alertledger.mjs', 'collect'], this.env, 'plain');
    this.running.push(replica);
    await replica.ready();
  }

  async killOne(): Promise<void> {
    const [victim] = this.running.splice(Math.floor(Math.random() * this.running.length), 1);
    await victim?.kill();
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((replica) => replica.kill()));
  }
}

let alertmanager: FakeAlertmanager;
let replicas: Replicas;
beforeAll(async () => {
  await plantFleet(database.store);
  alertmanager = await startFakeAlertmanager();
  const env = { DATABASE_URL: database.url, WEBHOOK_TOKEN: TOKEN, LOG_LEVEL: 'warn' };
  replicas = new Replicas({ ...env, ALERTMANAGER_URL: alertmanager.url, REFRESH_INTERVAL_SECONDS: '1' });
});
afterAll(async () => {
  await replicas.stop();
  await alertmanager.close();
});

test(`collect killed ${KILLS} times under load keeps everything it took, each alert once, and every number right`, async () => {
  let polled = 0;
  alertmanager.answers.set('t-shop', (_, response) => {
    polled += 5;
    const alerts = Array.from({ length: polled }, (__, i) => shown(`polled-${i}`, { organization_id: i % 2 ? 'cafe' : 'deli' }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(alerts));
  });
  await Promise.all([replicas.start(), replicas.start()]);
  const senders = Array.from({ length: SENDERS }, (_, i) => new Sender(`s${i}`, replicas.urls));
  const sent = (): number => senders.reduce((sum, sender) => sum + sender.sent, 0);
  for (let kills = 0; kills < KILLS; kills++) {
    const next = sent() + 5 + Math.random() * 20;
    await until(() => sent() >= next);
    await Promise.all([replicas.killOne(), replicas.start()]);
  }
  await Promise.all(senders.map((sender) => sender.stop()));
  alertmanager.answers.set(
    't-shop',
    Array.from({ length: polled }, (_, i) => shown(`polled-${i}`, { organization_id: i % 2 ? 'cafe' : 'deli' })),
  );
  await until(async () => (await query(`SELECT count(*) AS n FROM episode WHERE fingerprint LIKE 'polled-%'`))[0].n === polled);

  const taken = new Map(senders.flatMap((sender) => sender.taken).map(({ fingerprint, end }) => [fingerprint, end]));
  const rows: { fingerprint: string; ends_at: Date | null; events: string }[] = await query(
    `SELECT fingerprint, ends_at, (SELECT string_agg(kind, ' ' ORDER BY id) FROM timeline WHERE alert_id = a.id) AS events
       FROM episode a JOIN organization o ON o.id = a.organization_id WHERE o.public_id = 'bar'`,
  );
  expect(rows.map(({ fingerprint }) => fingerprint).sort()).toEqual([...taken.keys()].sort());
  expect(rows.filter(({ fingerprint, ends_at }) => ends_at?.toISOString() !== at(taken.get(fingerprint) ?? -1))).toEqual([]);
  expect([...new Set(rows.map(({ events }) => events))]).toEqual(['fired resolved']);

  const audit = await Command.start(['dist/tools/audit.js'], { DATABASE_URL: database.url }, 'plain');
  expect([await audit.exited, audit.output]).toEqual([0, '0 differences\n']);
}, 600_000);
