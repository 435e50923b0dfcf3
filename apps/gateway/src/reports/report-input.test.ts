import { useGateway } from '#test/gateway';

const gateway = useGateway();
const RANGE = 'from=2021-01-01T00:00:00Z&until=2021-12-31T00:00:00Z';
const get = (path: string) => gateway.as('owner').get(path);

test.each(['Asia/Kolkata', 'UTC', 'Etc/GMT-2', 'US/Pacific', 'Europe/Berlin', 'asia/kathmandu'])('%s is a zone', async (zone) => {
  expect((await get(`/reports/alerts?${RANGE}&timezone=${zone}`)).status).toBe(200);
});

const REFUSED: [query: string, key: string][] = [
  ['until=2021-02-01T00:00:00Z', 'from'],
  ['from=2021-02-01T00:00:00Z', 'until'],
  ['from=&until=2021-02-01T00:00:00Z', 'from'],
  ['from=2021-01-01&until=2021-02-01T00:00:00Z', 'from'],
  ['from=2021-01-01T00:00:00&until=2021-02-01T00:00:00Z', 'from'],
  ['from=2021-01-01T00:00:00Z&from=2021-01-02T00:00:00Z&until=2021-02-01T00:00:00Z', 'from'],
  ['from=2021-02-30T00:00:00Z&until=2021-03-01T00:00:00Z', 'from'],
  ['from=2021-02-01T00:00:00Z&until=2021-02-01T00:00:00Z', 'until'],
  ['from=2021-02-01T00:00:00Z&until=2021-01-01T00:00:00Z', 'until'],
  ['from=2021-01-01T00:00:00Z&until=2022-01-01T00:00:00.001Z', 'until'],
  ['from=2020-02-29T00:00:00Z&until=2021-02-28T00:00:00.001Z', 'until'],
  ['from=2999-01-01T00:00:00Z&until=2999-02-01T00:00:00Z', 'until'],
  [`${RANGE}&metric=count`, 'metric'],
  [`${RANGE}&metric=COUNT&metric=MTTA`, 'metric'],
  [`${RANGE}&group-by=YEAR`, 'group-by'],
  [`${RANGE}&group-by=day`, 'group-by'],
  [`${RANGE}&priority=low`, 'priority'],
  [`${RANGE}&priority=LOW&priority=HIGH`, 'priority'],
  [`${RANGE}&sources=1.5`, 'sources'],
  [`${RANGE}&sources=1,x`, 'sources'],
  [`${RANGE}&sources=%00`, 'sources'],
  [`${RANGE}&policies=1e3`, 'policies'],
  [`${RANGE}&policies=0x10`, 'policies'],
  [`${RANGE}&numbers=%00`, 'numbers'],
  ...['%2B02:00', 'UTC%2B2', 'XYZ5', 'right/UTC', 'posix/Europe/Berlin', 'CEST', 'US/Pacific-New', '%00', 'UTC&timezone=UTC', '%27'].map(
    (zone): [string, string] => [`${RANGE}&timezone=${zone}`, 'timezone'],
  ),
];

test.each(REFUSED)('%s is refused because of %s', async (query, key) => {
  for (const path of ['/reports/alerts', '/reports/alerts/summary']) {
    const { status, body } = await get(`${path}?${query}`);
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        status: 400,
        code: 'BAD_REQUEST',
        error: 'Bad Request',
        message: 'validation failed',
        errors: [{ key, message: expect.stringContaining(key), value: query.includes(`${key}=`) ? expect.anything() : null }],
      },
    });
  }
});

test('a whole calendar year is not too long, also from a leap day and in a leap year', async () => {
  for (const [from, until] of [
    ['2020-02-29T00:00:00Z', '2021-02-28T00:00:00Z'],
    ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['2021-06-01T02:00:00%2B02:00', '2022-06-01T00:00:00Z'],
  ])
    expect((await get(`/reports/alerts?from=${from}&until=${until}`)).status).toBe(200);
});

test('the future begins a minute from now', async () => {
  const until = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
  const status = async (seconds: number) => (await get(`/reports/alerts?from=${until(-60)}&until=${until(seconds)}`)).status;
  expect([await status(30), await status(120)]).toEqual([200, 400]);
});
