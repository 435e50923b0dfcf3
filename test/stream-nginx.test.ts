import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { numberNews } from '#persistence';
import { mintDevToken } from '#runtime';
import { followStream } from '#test/events';
import { freePort } from '#test/free-port';
import { CLAIMS, useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const NGINX = '/usr/sbin/nginx';
if (!existsSync(NGINX) && process.env.CI) throw new Error('nginx is missing: apt-get install nginx-light');

const manual = readFileSync(path.resolve(__dirname, '../docs/kubernetes.md'), 'utf8');
const [, location = ''] = /```nginx\n([\s\S]*?)```/.exec(manual) ?? [];

(existsSync(NGINX) ? describe : describe.skip)('a live stream through nginx, set up as the manual says', () => {
  const gateway = useGateway();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-nginx-'));
  let nginx: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    const upstream = new URL(gateway.url).host;
    const file = path.join(dir, 'nginx.conf');
    writeFileSync(
      file,
      `daemon off; master_process off; pid ${dir}/pid; error_log stderr warn;
events {}
http {
  access_log off;
  client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy; fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s;
  gzip on; gzip_types *; gzip_min_length 1;
  upstream gateway { server ${upstream}; }
  server { listen 127.0.0.1:${port}; ${location} location / { proxy_pass http://gateway; } }
}`,
    );
    nginx = spawn(NGINX, ['-c', file, '-e', 'stderr'], { stdio: 'inherit' });
    url = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok ?? false);
  });
  afterAll(async () => {
    const gone = once(nginx, 'exit');
    nginx.kill();
    await gone;
    rmSync(dir, { recursive: true });
  });

  it('comes event by event, neither held back nor changed, and ends on both sides at once', async () => {
    const reader = { organization: 'cafe', subject: 'a-reader', ttl: '1h', scope: 'read:systems', roles: [], claims: CLAIMS };
    const authorization = `Bearer ${await mintDevToken(gateway.keys, reader)}`;
    const one = await followStream(`${url}/api/alerts/stream`, { authorization, 'accept-encoding': 'gzip' });
    expect([one.status, one.headers.get('content-type'), one.headers.get('content-encoding')]).toEqual([200, 'text/event-stream', null]);
    await one.saw(({ event }) => event === 'hello');
    for (const fingerprint of ['first', 'second']) {
      await tell(gateway.database.store, [{ organization: 'cafe', fingerprint, startsAt: new Date() }]);
      await numberNews(gateway.database.store);
      await one.saw(({ data }) => data.fingerprint === fingerprint);
    }
    one.close();
    await until(async () => /^alertledger_streams_open 0$/m.test((await gateway.anonymous.get('/metrics')).text));
  });
});
