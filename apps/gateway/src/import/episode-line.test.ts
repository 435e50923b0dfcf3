import { fingerprintOf } from '#persistence';
import { readEpisode } from './episode-line.js';

const now = Date.parse('2026-05-12T12:00:00Z');
const limits = { now, oldest: null };
const LINE = { organization_id: 'cafe', alertname: 'DiskFull', starts_at: '2026-05-12T07:00:00Z' };
const read = (more: object, within: { now: number; oldest: number | null } = limits) =>
  readEpisode(JSON.stringify({ ...LINE, ...more }), within).observation;

test.each<[string, string | null]>([
  ['the line is not valid JSON', '{"organization_id":'],
  ['the line is not a JSON object', '[]'],
  ['the line is not a JSON object', 'null'],
  ['the line is longer than 1 MiB', null],
  ['organization_id is missing', JSON.stringify({ ...LINE, organization_id: ' ' })],
  ['alertname is missing', JSON.stringify({ ...LINE, alertname: null })],
  ['starts_at is missing', JSON.stringify({ ...LINE, starts_at: undefined })],
  ['starts_at must be an RFC 3339', JSON.stringify({ ...LINE, starts_at: '2026-05-12 07:00' })],
  ['starts_at must be a text', JSON.stringify({ ...LINE, starts_at: 1778569200 })],
  ['starts_at lies in the future', JSON.stringify({ ...LINE, starts_at: '2026-05-14T07:00:00Z' })],
  ['ends_at lies before starts_at', JSON.stringify({ ...LINE, starts_at: '2026-05-12T07:00:00.001Z', ends_at: '2026-05-12T07:00:00Z' })],
  ['ends_at lies before 1980-01-01', JSON.stringify({ ...LINE, ends_at: '0001-01-01T00:00:00Z' })],
  ['priority must be LOW or HIGH', JSON.stringify({ ...LINE, priority: 'low' })],
  ['alert_source_id must be an integer', JSON.stringify({ ...LINE, alert_source_id: '7' })],
  ['labels must be an object', JSON.stringify({ ...LINE, labels: ['a'] })],
  ['fingerprint must have at most 128 characters', JSON.stringify({ ...LINE, fingerprint: 'f'.repeat(129) })],
])('a line is refused because %s', (message, text) => {
  expect(() => readEpisode(text, limits)).toThrow(message);
});

test('what is older than retention is refused by its end; an open alert never is', () => {
  const oldest = Date.parse('2026-01-01T00:00:00Z');
  const start = { starts_at: '2024-01-01T00:00:00Z' };
  const reading = (ends_at: string) => () => read({ ...start, ends_at }, { now, oldest });
  expect(reading('2025-12-31T23:59:59Z')).toThrow(
    'ends_at is older than what is kept: retention drops everything that ended before 2026-01-01',
  );
  expect(reading('2026-01-01T00:00:00Z')).not.toThrow();
  expect(read(start, { now, oldest }).endsAt).toBeNull();
});

test('created_at is the end unless given, and means nothing for an open alert', () => {
  const [ends_at, created_at] = ['2026-05-12T08:00:00Z', '2026-05-12T09:00:00Z'];
  expect(read({ ends_at }).recordedAt).toEqual(new Date(ends_at));
  expect(read({ ends_at, created_at }).recordedAt).toEqual(new Date(created_at));
  expect(read({ created_at }).recordedAt).toBeUndefined();
  expect(read({ starts_at: ends_at, ends_at }).recordedAt).toEqual(new Date(ends_at));
});

test('a line without a fingerprint gets the one Alertmanager gives its labels, whatever their order', () => {
  const labels = { severity: 'critical', alertname: 'DiskFull', system_key: 'NETH-1' };
  const expected = fingerprintOf(labels);
  expect(read({ labels }).fingerprint).toBe(expected);
  expect(read({ labels: { system_key: 'NETH-1', severity: 'critical' } }).fingerprint).toBe(expected);
  expect(read({ labels: { severity: 'critical' }, system_key: 'NETH-1' }).fingerprint).toBe(expected);
  expect(read({ labels, system_key: 'NETH-2', severity: 'warning' }).fingerprint).toBe(expected);
  expect(read({ labels: { ...labels, instance: 'a' } }).fingerprint).not.toBe(expected);
  expect(read({ labels, fingerprint: 'mine' }).fingerprint).toBe('mine');
});

test('what a line leaves out follows from its labels', () => {
  const labels = {
    severity: 'critical',
    system_key: 'NETH-1',
    alert_source: 'nightwatch',
    escalation_policy: 'Night',
    call_routing_number: '+39 1',
    priority: 'low',
  };
  expect(read({ labels })).toMatchObject({
    severity: 'critical',
    systemKey: 'NETH-1',
    source: 'nightwatch',
    policy: 'Night',
    number: '+39 1',
    priority: 'LOW',
  });
  expect(read({ severity: 'critical', receiver: 'pager' })).toMatchObject({ priority: 'HIGH', source: 'pager', policy: null, number: '' });
});

test('texts are cleaned, and a label that is no text becomes one', () => {
  const text = `{"organization_id":"cafe","starts_at":"2026-05-12T07:00:00Z","alertname":"Disk\\u0000Full","annotations":"{\\"summary\\":\\"full\\"}",
    "labels":{"__proto__":"x","a":"\\ud800","n":5,"o":{"deep":true},"gone":null}}`;
  const { observation } = readEpisode(text, limits);
  expect(observation).toMatchObject({ alertname: 'DiskFull', annotations: { summary: 'full' } });
  expect(observation.labels).toEqual({ a: '\ufffd', n: '5', o: '{"deep":true}' });
});
