import { keptText } from './payload.js';

const alert = {
  status: 'firing',
  labels: { alertname: 'DiskFull', organization_id: 'nobody', mount: '/' },
  annotations: { summary: 'full' },
  startsAt: '2026-05-12T07:00:00Z',
  fingerprint: '11a9302b0fa6526e',
};
const kept = (more: object): unknown => JSON.parse(keptText({ receiver: 'ledger', alert: { ...alert, ...more } }));
const { annotations: _, ...told } = alert;
const LIMIT = 64 << 10;

test('what fits is kept as it came', () => {
  expect(kept({ generatorURL: 'http://x' })).toEqual({ receiver: 'ledger', alert: { ...alert, generatorURL: 'http://x' } });
});

test('what is larger than 64 KiB in bytes loses its annotations and links, and keeps its labels', () => {
  const large = { annotations: { summary: '漢'.repeat(LIMIT / 3) }, generatorURL: 'http://x' };
  expect(kept(large)).toEqual({ receiver: 'ledger', cut: ['annotations'], alert: told });
});

test('of labels that are larger than that those stay that tell which alert it was', () => {
  const labels = {
    ...alert.labels,
    instance: 'x'.repeat(1_000),
    ...Object.fromEntries(Array.from({ length: 128 }, (_, i) => [`l${i}`, 'y'.repeat(2_000)])),
  };
  expect(kept({ labels })).toEqual({
    receiver: 'ledger',
    cut: ['annotations', 'labels'],
    alert: { ...told, labels: { alertname: 'DiskFull', organization_id: 'nobody', instance: `${'x'.repeat(255)}…` } },
  });
});

test('so it is with what is nested too deeply to be written', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
  expect(kept({ annotations: deep })).toEqual({ receiver: 'ledger', cut: ['annotations'], alert: told });
  expect(kept({ labels: { alertname: 'Deep', deep } })).toMatchObject({
    cut: ['annotations', 'labels'],
    alert: { labels: { alertname: 'Deep' } },
  });
});
