import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { useGateway } from '#test/gateway';
import { codingOf } from './compression.js';

const gateway = useGateway({ corsOrigins: ['https://dashboards.example.com'], rates: { perMinute: 1_000 } });
const HOME = 'https://dashboards.example.com';
const call = (path: string, headers: Record<string, string>, method = 'GET') =>
  fetch(`${gateway.url}${path}`, { method, headers: { ...headers } });

describe('pages of other origins', () => {
  test('a permitted one may ask before it calls, without credentials', async () => {
    const answer = await call('/api/alerts/silences/abc', { origin: HOME, 'access-control-request-method': 'DELETE' }, 'OPTIONS');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(HOME);
    expect(answer.headers.get('access-control-allow-methods')).toMatch(/DELETE, GET.*PUT/);
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await call('/api/nowhere', { origin: HOME, 'access-control-request-method': 'GET' }, 'OPTIONS')).status).toBe(404);
  });

  test.each([
    ['/api/alerts/totals', 401],
    ['/api/nowhere', 404],
    ['/healthz', 200],
  ])('a permitted one reads the answer of %s, which is %i', async (path, status) => {
    const { headers, status: answered } = await call(path, { origin: HOME });
    expect([answered, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([
      status,
      HOME,
      expect.stringContaining('Origin'),
    ]);
    expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
  });

  test('another one gets none of these headers', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await call(
        '/api/alerts/totals',
        { origin: 'https://evil.example.com', 'access-control-request-method': 'GET' },
        method,
      );
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('answers of a kilobyte and more', () => {
  const packed = async (path: string, coding: string, credentials: Record<string, string> = {}) => {
    const { headers, body } = await request(`${gateway.url}${path}`, { headers: { 'accept-encoding': coding, ...credentials } });
    return { coding: headers['content-encoding'], vary: String(headers.vary), bytes: Buffer.from(await body.arrayBuffer()) };
  };

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('are packed as %s, and unpack to the same', async (coding, unpack) => {
    const plain = await packed('/api/docs/openapi.json', 'identity');
    const answer = await packed('/api/docs/openapi.json', coding);
    expect([plain.coding, answer.coding]).toEqual([undefined, coding]);
    expect(answer.vary).toContain('Accept-Encoding');
    expect(unpack(answer.bytes).equals(plain.bytes)).toBe(true);
    expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 4);
  });

  test('small ones, and those with secrets, are not', async () => {
    expect((await packed('/healthz', 'br')).coding).toBeUndefined();
    const items = Array.from({ length: 30 }, (_, i) => ({ organization_id: 'cafe', name: `Pager ${i}` }));
    expect((await gateway.as('owner').put('/api/alert-sources', { items })).status).toBe(200);
    const key = await gateway
      .as('owner')
      .post('/api/api-keys', { organization_id: 'owner', name: 'k', permissions: ['read'], roles: ['ADMIN'], scopes: [] });
    const sources = await packed('/api/alert-sources', 'br', { 'x-api-key': key.body.data.key });
    expect([sources.coding, sources.bytes.length > 1_024]).toEqual([undefined, true]);
  });
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['*', 'gzip'],
  ['deflate', undefined],
  [undefined, undefined],
])('of %j is taken %j', (header, coding) => expect(codingOf(header)).toBe(coding));
