import fc from 'fast-check';
import { matches, parseMatchers } from '#matchers';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const history = (filters: readonly string[], caller = 'owner') =>
  gateway.as(caller).get(`/api/alerts/history?page_size=200&${filters.map((one) => `filter=${encodeURIComponent(one)}`).join('&')}`);
const names = async (filters: readonly string[], caller?: string): Promise<string[]> =>
  (await history(filters, caller)).body.data.alerts.map((alert: { alertname: string }) => alert.alertname).sort();

const LABELS: Record<string, string>[] = [
  { alertname: 'A', pod: 'api-1', zone: 'eu', 'service.name': 'x' },
  { alertname: 'B', pod: 'api-2', zone: 'us', note: 'two\nlines' },
  { alertname: 'C', pod: 'web"1"', zone: 'asia', empty: '' },
  { alertname: 'D', pod: 'пример', team: 'core\\x' },
  { alertname: 'E', severity: 'warning', pod: '' },
];

beforeAll(async () => {
  const at = new Date('2026-05-12T07:00:00Z');
  await tell(
    gateway.database.store,
    LABELS.map((labels, i): Told => {
      const organization = i % 2 === 0 ? 'cafe' : 'bar';
      const times = { startsAt: at, endsAt: at, recordedAt: at };
      const shown = { alertname: labels.alertname, severity: labels.severity ?? null, systemKey: i === 0 ? 'NETH-1' : null };
      return { via: 'import', organization, fingerprint: `f${i}`, labels, ...shown, ...times };
    }),
  );
});

test.each([
  [['zone=eu'], ['A']],
  [['pod=~"api-.*"'], ['A', 'B']],
  [['pod=~"api"'], []],
  [['pod=~"api-.*"', 'zone!=eu'], ['B']],
  [['zone!~"eu|us"'], ['C', 'D', 'E']],
  [['"service.name"="x"'], ['A']],
  [['missing=""'], ['A', 'B', 'C', 'D', 'E']],
  [['missing!=""'], []],
  [['note=~"two.lines"'], []],
  [['note=~"two\\nlines"'], ['B']],
  [['note=~"(?s)two.lines"'], ['B']],
  [['pod=пример'], ['D']],
  [['pod="web\\"1\\""'], ['C']],
  [['team="core\\\\x"'], ['D']],
  [['system_key=NETH-1'], ['A']],
  [['organization_id=bar'], ['B', 'D']],
  [
    ['alertname=~"[A-C]"', 'organization_id=cafe'],
    ['A', 'C'],
  ],
  [['severity=warning'], ['E']],
  [['', 'zone=eu'], ['A']],
  [['pod="a("'], []],
])('of the filters %j is found %j', async (filters, expected) => {
  expect(await names(filters)).toEqual(expected);
});

test('they narrow the scope, the other filters, the count, the cursor and the stats', async () => {
  expect(await names(['pod=~".+"'], 'cafe')).toEqual(['A', 'C']);
  const first = (await gateway.as('owner').get('/api/alerts/history?filter=zone!~"eu|us"&page_size=1&alertname=C&alertname=D')).body.data;
  expect(first.pagination).toMatchObject({ total_count: 2, has_next: true });
  const cursor = encodeURIComponent(first.pagination.next_cursor);
  const read = (query: string) =>
    gateway.as('owner').get(`/api/alerts/history?${query}&page_size=1&alertname=C&alertname=D&cursor=${cursor}`);
  expect((await read('filter=zone!~"eu|us"')).body.data.alerts).toHaveLength(1);
  expect((await read('filter=zone!~"eu"')).status).toBe(400);
  expect((await gateway.as('owner').get('/api/alerts/stats?filter=pod=~"api-.*"')).body.data.total).toBe(2);
});

test('what is no matcher is refused with its place', async () => {
  for (const path of ['/api/alerts/history', '/api/alerts/stats']) {
    const { status, body } = await gateway.as('owner').get(`${path}?filter=${encodeURIComponent('pod=~"api-("')}`);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(/"key":"filter".*at \d+/);
  }
  expect((await history(Array.from({ length: 21 }, () => 'a=b'))).status).toBe(400);
  expect((await history(Array.from({ length: 20 }, () => 'zone=eu'))).body.data.pagination.total_count).toBe(1);
});

test('patterns mean to the columns what they mean to what runs', async () => {
  const parts = [
    'a',
    'p',
    'i',
    '-',
    '1',
    '2',
    '.',
    '.*',
    '[a-z]',
    '[^a]',
    '\\\\d',
    '\\\\w',
    '(?i)',
    'API',
    'e|u',
    '?',
    '+',
    '(us)',
    '{2}',
    '^',
    '$',
    '\\n',
    'п',
    '\\\\pL',
    '\\\\b',
  ];
  const pattern = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 5 }).map((some) => some.join(''));
  const filter = fc
    .tuple(fc.constantFrom('pod', 'zone', 'note', 'missing'), fc.constantFrom('=~', '!~'), pattern)
    .map(([name, operator, text]) => `${name}${operator}"${text}"`)
    .filter(isMatcher);
  await fc.assert(
    fc.asyncProperty(fc.array(filter, { minLength: 1, maxLength: 3 }), async (filters) => {
      const isSo = matches(parseMatchers(filters));
      expect(await names(filters)).toEqual(LABELS.filter(isSo).map(({ alertname }) => alertname));
    }),
    { numRuns: 100 },
  );
});

function isMatcher(text: string): boolean {
  try {
    return parseMatchers([text]).length === 1;
  } catch {
    return false; // the pattern is none
  }
}
