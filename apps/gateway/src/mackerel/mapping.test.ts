import { hostIdOf, type MappedAlert, monitorIdOf, shown, stableId, typeOf } from './mapping.js';

const alert = (more: Partial<MappedAlert> = {}): MappedAlert => ({
  public_id: '2wpLU5fBXbG',
  tenant_id: 'acme',
  organization_id: 7,
  alertname: 'DiskFull',
  severity: 'critical',
  system_key: null,
  labels: {},
  annotations: {},
  starts_at: new Date('2026-05-12T07:46:50.987Z'),
  ends_at: null,
  close_reason: null,
  ...more,
});
const host = { instance: 'web-1:9100' };
const value = { value: '93.5' };

test.each<[string, Partial<MappedAlert>, string]>([
  ['a valid label decides', { labels: { mackerel_type: 'service', ...host }, annotations: value }, 'service'],
  ['a label that asks for a host without one is passed over', { labels: { mackerel_type: 'host' } }, 'expression'],
  ['an unknown label is passed over', { labels: { mackerel_type: 'query' } }, 'expression'],
  ['an up/down name with a host', { alertname: 'InstanceDown', labels: host }, 'connectivity'],
  ['an up/down name without a host', { alertname: 'InstanceDown' }, 'expression'],
  ['a probe', { alertname: 'HttpProbeFailed', labels: host, annotations: value }, 'external'],
  ['a probing job', { labels: { job: 'blackbox' } }, 'external'],
  ['a host with a value', { labels: host, annotations: value }, 'host'],
  ['a system with a value', { system_key: 'NETH-1', annotations: value }, 'host'],
  ['a host with a value that is no number', { labels: host, annotations: { value: 'NaN' } }, 'check'],
  ['a host without a value', { labels: { host: 'web-1' } }, 'check'],
  ['a service with a value', { labels: { service: 'shop' }, annotations: value }, 'service'],
  ['anything else', { labels: { service: 'shop' } }, 'expression'],
])('%s', (_, more, type) => {
  expect(typeOf(alert(more))).toBe(type);
});

test('an open alert has only the keys of its type', () => {
  expect(shown(alert({ labels: host, annotations: { summary: 'almost full', ...value } }))).toEqual({
    id: '2wpLU5fBXbG',
    status: 'CRITICAL',
    monitorId: monitorIdOf('acme', 'DiskFull'),
    type: 'host',
    hostId: hostIdOf(7, 'web-1:9100'),
    value: 93.5,
    openedAt: 1778572010,
  });
  expect(Object.keys(shown(alert({ labels: { job: 'probe' } })))).toEqual(['id', 'status', 'monitorId', 'type', 'message', 'openedAt']);
  expect(shown(alert({ labels: host }))).toMatchObject({ type: 'check', message: 'DiskFull' });
});

test.each([
  ['critical', 'CRITICAL'],
  ['warning', 'WARNING'],
  ['info', 'WARNING'],
  ['page', 'UNKNOWN'],
  [null, 'UNKNOWN'],
])('severity %s is %s while open, and OK once closed', (severity, status) => {
  expect(shown(alert({ severity })).status).toBe(status);
  expect(shown(alert({ severity, ends_at: new Date('2026-05-12T07:51:50Z') }))).toMatchObject({ status: 'OK', closedAt: 1778572310 });
});

test('a reason shows only when the alert was closed with one', () => {
  const ends_at = new Date('2026-05-12T07:51:50Z');
  expect(shown(alert({ ends_at }))).not.toHaveProperty('reason');
  expect(shown(alert({ ends_at, close_reason: 'known issue' }))).toMatchObject({ reason: 'known issue' });
});

test('ids are 11 base58 characters, the same for ever, and differ by tenant', () => {
  expect(stableId('monitor', 'acme', 'DiskFull')).toMatch(/^[1-9A-HJ-NP-Za-km-z]{11}$/);
  expect(monitorIdOf('acme', 'DiskFull')).toBe(monitorIdOf('acme', 'DiskFull'));
  expect(monitorIdOf('acme', 'DiskFull')).not.toBe(monitorIdOf('globex', 'DiskFull'));
});
