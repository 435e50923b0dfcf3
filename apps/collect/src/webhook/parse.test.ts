import fc from 'fast-check';
import { type Draft, receiverOf } from '#intake';
import { fingerprintOf } from '#persistence';
import { keptText } from '../intake/payload.js';
import { parseAlert, parseWebhook } from './parse.js';

const now = new Date('2026-05-12T08:00:00Z');
const labels = { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', system_key: 'NETH-1' };
const firing = {
  status: 'firing',
  labels,
  annotations: { summary: 'full' },
  startsAt: '2026-05-12T07:46:50.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: '11a9302b0fa6526e',
};
const resolved = { ...firing, status: 'resolved', endsAt: '2026-05-12T07:51:50Z' };
const one = (alert: unknown, receiver: unknown = 'ledger'): unknown => parseAlert(alert, receiverOf(receiver), now)?.draft;
const draft = (alert: object): Draft => one({ ...firing, ...alert }) as Draft;

test('a firing alert runs, and its nanoseconds are cut', () => {
  expect(one(firing)).toEqual({
    organization: 'cafe',
    fingerprint: '11a9302b0fa6526e',
    startsAt: new Date('2026-05-12T07:46:50.123Z'),
    endsAt: null,
    alertname: 'DiskFull',
    severity: 'critical',
    systemKey: 'NETH-1',
    labels,
    annotations: { summary: 'full' },
    receiver: 'ledger',
    priority: 'HIGH',
    source: 'ledger',
    policy: null,
    number: '',
  });
});

test('a resolved alert has ended', () => {
  expect(one(resolved)).toMatchObject({ endsAt: new Date('2026-05-12T07:51:50Z') });
});

test.each([undefined, null, 7, 'alerts', [], {}, { alerts: null }, { alerts: {} }, { alerts: 'x' }])('%j is no webhook', async (body) => {
  expect(await parseWebhook(body, now)).toBeUndefined();
});

test('a webhook without alerts is one', async () => {
  expect(await parseWebhook({ alerts: [] }, now)).toEqual([]);
});

test.each([
  ['null', null, 'the alert is no object'],
  ['a text', 'DiskFull', 'the alert is no object'],
  ['labels in a list', { ...firing, labels: ['a'] }, 'the labels are no object'],
  ['no labels', { ...firing, labels: undefined }, 'the labels are no object'],
  ['empty labels', { ...firing, labels: {} }, 'the alert has no labels'],
  ['labels that are all null', { ...firing, labels: { a: null } }, 'the alert has no labels'],
  ['no start', { ...firing, startsAt: undefined }, 'the start is missing or unreadable'],
  ['a numeric start', { ...firing, startsAt: 1778572010 }, 'the start is missing or unreadable'],
  ['a date that does not exist', { ...firing, startsAt: '2026-02-30T00:00:00Z' }, 'the start is missing or unreadable'],
  ['a start without offset', { ...firing, startsAt: '2026-05-12T07:46:50' }, 'the start is missing or unreadable'],
  ['the zero time as start', { ...firing, startsAt: '0001-01-01T00:00:00Z' }, 'the start is missing or unreadable'],
  ['a start in 1970', { ...firing, startsAt: '1970-01-01T00:00:00Z' }, 'the start is not plausible'],
  ['a start in the year 9999', { ...firing, startsAt: '9999-12-31T23:59:59Z' }, 'the start is not plausible'],
  ['a start the day after tomorrow', { ...firing, startsAt: '2026-05-14T00:00:00Z' }, 'the start is not plausible'],
  ['an end in the year 9999 though resolved', { ...resolved, endsAt: '9999-12-31T23:59:59Z' }, 'the end is not plausible'],
])('an alert with %s is set aside', (_, alert, reason) => {
  expect(one(alert)).toBe(reason);
});

test.each([
  ['firing whatever its end says', { endsAt: '9999-12-31T23:59:59Z' }, null],
  ['without status and end', { status: undefined, endsAt: undefined }, null],
  ['without status, with the zero end', { status: undefined }, null],
  ['without status, with an end to come', { status: undefined, endsAt: '2026-05-12T09:00:00Z' }, null],
  ['without status, with an end that has come', { status: undefined, endsAt: '2026-05-12T07:50:00Z' }, new Date('2026-05-12T07:50:00Z')],
  ['with an offset', { status: 'resolved', endsAt: '2026-05-12T09:50:00+02:00' }, new Date('2026-05-12T07:50:00Z')],
])('an alert %s ends at %j', (_, alert, end) => {
  expect(draft(alert).endsAt).toEqual(end);
});

test.each([
  [{ severity: undefined }, { severity: null, priority: 'LOW' }],
  [{ severity: ' critical ' }, { severity: 'critical', priority: 'HIGH' }],
  [{ severity: 'Critical' }, { severity: 'Critical', priority: 'LOW' }],
  [{ severity: 'x'.repeat(300) }, { severity: `${'x'.repeat(63)}…` }],
  [{ severity: 'warning', priority: 'high' }, { priority: 'HIGH' }],
  [{ severity: 'critical', priority: 'Low' }, { priority: 'LOW' }],
  [{ severity: 'critical', priority: 'P1' }, { priority: 'HIGH' }],
  [
    { alertname: undefined, system_key: '' },
    { alertname: '', systemKey: null },
  ],
  [{ alert_source: 'nightwatch' }, { source: 'nightwatch', receiver: 'ledger' }],
  [
    { escalation_policy: 'on call', call_routing_number: '+15550100' },
    { policy: 'on call', number: '+15550100' },
  ],
  [{ organization_id: '' }, { organization: null }],
  [
    { alertname: 'Disk\0Full', system_key: 'a\ud800' },
    { alertname: 'DiskFull', systemKey: 'a\ufffd' },
  ],
  [
    { severity: 5, alertname: true },
    { severity: '5', alertname: 'true' },
  ],
])('the labels %j say %j', (more, expected) => {
  expect(draft({ labels: { ...labels, ...more } })).toMatchObject(expected);
});

test.each([
  ['ledger', 'ledger'],
  [null, 'default'],
  ['', 'default'],
  [7, 'default'],
])('the receiver %j makes the source %j', (receiver, source) => {
  expect((one(firing, receiver) as Draft).source).toBe(source);
});

test('an alert without a fingerprint gets the one of its labels', () => {
  for (const fingerprint of [undefined, '', 7, null]) expect(draft({ fingerprint }).fingerprint).toBe(fingerprintOf(labels));
});

test('a label __proto__ is dropped, an enormous annotation is cut', () => {
  const poison = JSON.parse('{"labels":{"__proto__":"x","alertname":"A"},"annotations":{"__proto__":{"polluted":true}}}');
  expect(Object.keys(draft(poison).labels)).toEqual(['alertname']);
  expect(Object.keys(draft(poison).annotations)).toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  expect(draft({ annotations: { summary: 'x'.repeat(1 << 20) } }).annotations.summary).toHaveLength(16_384);
});

test('what is set aside keeps its receiver, and clean labels where it has some', async () => {
  const parsed = await parseWebhook({ receiver: 'ledger', alerts: [firing, 'odd'] }, now);
  expect(parsed?.map(({ payload }) => payload)).toEqual([
    { receiver: 'ledger', alert: firing },
    { receiver: 'ledger', alert: 'odd' },
  ]);
});

/** What only cleaning failed to remove shows as an escape; a text that spells one out has its backslash doubled. */
const LITERAL = /(?<!\\)(?:\\\\)*\\(?:u0000|ud[89a-f])/;

const anything = fc.anything({ withNullPrototype: true, withBigInt: false, maxDepth: 3 });
const alertish = fc.record(
  {
    status: fc.oneof(fc.constantFrom('firing', 'resolved', 'odd'), anything),
    labels: fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), anything), anything),
    annotations: anything,
    startsAt: fc.oneof(fc.constantFrom('2026-05-12T07:00:00Z', '0001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'), anything),
    endsAt: fc.oneof(fc.constantFrom('2026-05-12T07:30:00Z', '9999-99-99T00:00:00Z'), anything),
    fingerprint: fc.oneof(fc.string({ unit: 'binary' }), anything),
  },
  { requiredKeys: [] },
);

test('whatever comes in, every alert is read or set aside, and can be stored', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(alertish, anything)), anything, async (alerts, receiver) => {
      const parsed = (await parseWebhook({ alerts, receiver }, now)) ?? [];
      expect(parsed).toHaveLength(alerts.length);
      for (const { draft, payload } of parsed) {
        expect(JSON.stringify(draft)).not.toMatch(LITERAL);
        expect(JSON.stringify(JSON.parse(keptText(payload)))).not.toMatch(LITERAL);
      }
    }),
  );
});

test.each([
  ['a\0b', '"ab"'],
  ['a\ud800b', '"a\\ufffdb"'],
  ['a\\u0000b', '"a\\\\u0000b"'],
  ['a\\\0b', '"a\\\\b"'],
  ['x'.repeat(65 << 10), '{"unreadable":true}'],
  [undefined, '{"unreadable":true}'],
])('the payload %j is stored as %j', (payload, stored) => {
  expect(keptText(payload)).toBe(stored);
});
