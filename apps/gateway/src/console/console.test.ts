import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { isLoopback } from './personas.js';
import { checkConsole } from './settings.js';

const SECRET = 'the-secret-of-the-link';
const dir = mkdtempSync(path.join(tmpdir(), 'console-'));
const open = {} as TestGateway;
const closed = {} as TestGateway;

beforeAll(async () => {
  mkdirSync(path.join(dir, 'assets'));
  writeFileSync(path.join(dir, 'index.html'), '<!doctype html><title>Alertledger</title>');
  writeFileSync(path.join(dir, 'assets', 'main-1.js'), 'export {};');
  writeFileSync(path.join(dir, 'assets', 'main-1.js.br'), brotliCompressSync('export {};'));
  const auth = { issuer: 'urn:test', audience: ['test'], claims: { organization: ['o'], scope: ['s'], roles: ['r'] } } as const;
  const token = async (level: string) =>
    level === 'owner' ? { token: 'a-token', organization: 'owner', expires_at: '2026-05-12T07:46:50Z' } : undefined;
  Object.assign(open, await createTestGateway({ console: { dir, version: '1.2.3', auth, personas: { secret: SECRET, token } } }));
  Object.assign(closed, await createTestGateway());
});
afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
  rmSync(dir, { recursive: true });
});

describe('the page', () => {
  it.each(['/console', '/console/', '/console/alerts', '/console/alerts/3Xy7abcdefg', '/console/signed-out'])(
    'is there at %s',
    async (at) => {
      const { status, headers, text } = await open.anonymous.get(at);
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
      expect(text).toContain('<title>Alertledger</title>');
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "trusted-types 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy.split('; ')).toContain(part);
      expect(policy).not.toContain('unsafe');
    },
  );

  it('has files that are kept for good, as small as the browser takes them', async () => {
    const { headers, text } = await open.with({ 'accept-encoding': 'br' }).get('/console/assets/main-1.js');
    expect([headers.get('content-encoding'), headers.get('cache-control'), text]).toEqual([
      'br',
      'public, max-age=31536000, immutable',
      'export {};',
    ]);
    expect(
      (await open.with({ 'accept-encoding': 'identity' }).get('/console/assets/main-1.js')).headers.get('content-encoding'),
    ).toBeNull();
  });

  it.each(['/console/nothing.js', '/console/assets/nothing.js', '/console/assets/main-1.js.br', '/console/assets/..%2findex.html'])(
    'has nothing at %s, and says so in JSON',
    async (at) => {
      const { status, body } = await open.anonymous.get(at);
      expect([status, body]).toEqual([404, { code: 404, message: 'route not found', data: {} }]);
    },
  );

  it('is where browsers are led from the root, and programs are not', async () => {
    const { status, headers } = await open.with({ accept: 'text/html,*/*' }).get('/');
    expect([status, headers.get('location')]).toEqual([302, '/console/']);
    expect((await open.with({ accept: 'application/json' }).get('/')).body).toMatchObject({ code: 404, message: 'route not found' });
  });

  it('is told what the installation wants of a token', async () => {
    const { body, headers } = await open.anonymous.get('/console/config.json');
    expect(body).toMatchObject({ issuer: 'urn:test', client_id: null, endpoints: null, personas: true, version: '1.2.3' });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it.each(['/console', '/console/config.json', '/', '/console/assets/main-1.js'])('can be left out: %s is unknown then', async (at) => {
    expect((await closed.with({ accept: 'text/html' }).get(at)).body).toMatchObject({ code: 404, message: 'route not found' });
  });
});

/** fetch does not let one say these headers. */
const ask = (level: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(`${open.url}/console/personas/${level}`, { method: 'POST', headers }, (answer) =>
      resolve(answer.resume().statusCode),
    );
    sent.on('error', reject).end();
  });

describe('a persona', () => {
  const OWN = { 'sec-fetch-site': 'same-origin', 'x-console-secret': SECRET };

  it('is for the page that was opened with the secret', async () => {
    expect(await ask('owner', OWN)).toBe(200);
    const { body, headers } = await open.with(OWN).post('/console/personas/owner');
    expect([body.token, headers.get('cache-control')]).toEqual(['a-token', 'no-store']);
  });

  it.each([
    ['another secret', { ...OWN, 'x-console-secret': 'guessed' }],
    ['no secret', { 'sec-fetch-site': 'same-origin' }],
    ['a page of another site', { ...OWN, 'sec-fetch-site': 'cross-site' }],
    ['a program that says no site', { 'x-console-secret': SECRET }],
    ['a name that was rebound to us', { ...OWN, host: 'evil.example' }],
  ])('is refused to %s', async (_, headers) => {
    expect(await ask('owner', headers)).toBe(403);
  });

  it('of an unknown level is unknown', async () => {
    expect(await ask('emperor', OWN)).toBe(404);
  });
});

test.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1', 'localhost'])('%s is this machine', (host) =>
  expect(isLoopback(host)).toBe(true),
);
test.each(['192.0.2.1', 'localhost.evil.example', '127.0.0.1.evil.example', '::2', ''])('"%s" is not', (host) =>
  expect(isLoopback(host)).toBe(false),
);

describe('settings that would hand out tokens to others', () => {
  const fine = { CONSOLE_PERSONAS: 'on', CONSOLE_CLIENT_ID: undefined, AUTH_JWKS_URI: undefined, BIND_ADDRESS: '127.0.0.1' } as const;
  it('stop the start', () => {
    expect(() => checkConsole(fine)).not.toThrow();
    expect(() => checkConsole({ ...fine, AUTH_JWKS_URI: 'https://login.example.com/jwks' })).toThrow(/^CONSOLE_PERSONAS: .*AUTH_JWKS_URI/);
    expect(() => checkConsole({ ...fine, BIND_ADDRESS: '0.0.0.0' })).toThrow(/^CONSOLE_PERSONAS: .*BIND_ADDRESS/);
    expect(() => checkConsole({ ...fine, CONSOLE_PERSONAS: 'off', CONSOLE_CLIENT_ID: 'console' })).toThrow(/^CONSOLE_CLIENT_ID: /);
  });
});
