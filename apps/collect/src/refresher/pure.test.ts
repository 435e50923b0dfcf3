import type { Episode } from '#persistence';
import { PollFailure } from '../http/asker.js';
import { digestOf, readAnswer } from './answer.js';
import { countByOrganization } from './count.js';
import { missed } from './missed.js';

const now = new Date('2026-05-12T10:00:00Z');
const alert = {
  fingerprint: '11a9302b0fa6526e',
  labels: { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', system_key: 'SYS-1' },
  annotations: { summary: 'full' },
  startsAt: '2026-05-12T07:46:50.123456Z',
  endsAt: '2026-05-12T10:04:00Z',
  receivers: [{ name: 'ledger' }, { name: 'pager' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [] },
};
const read = (body: unknown) => readAnswer(JSON.stringify(body), now);
const one = (more: object) => read([{ ...alert, ...more }]).alerts[0];

describe('an answer', () => {
  test('shows alerts that run, whatever their end says', () => {
    expect(one({})).toMatchObject({
      organization: 'cafe',
      systemKey: 'SYS-1',
      fingerprint: '11a9302b0fa6526e',
      severity: 'critical',
      muted: false,
      draft: {
        startsAt: new Date('2026-05-12T07:46:50.123Z'),
        endsAt: null,
        receiver: 'ledger',
        status: { state: 'active', silencedBy: [], inhibitedBy: [] },
      },
    });
    expect(one({ endsAt: undefined, receivers: undefined })?.draft).toMatchObject({ endsAt: null, receiver: null, source: 'default' });
  });

  test.each([
    [{ state: 'suppressed', silencedBy: ['b', 'a'], inhibitedBy: [] }, true, { state: 'suppressed', silencedBy: ['a', 'b'] }],
    [{ state: 'suppressed', silencedBy: [], inhibitedBy: ['x'] }, false, { state: 'suppressed', inhibitedBy: ['x'] }],
    [{ state: 'unprocessed' }, false, { state: 'unprocessed', silencedBy: [], inhibitedBy: [] }],
    [{ state: 'odd', silencedBy: [7, null, ''] }, false, { state: 'active', silencedBy: [] }],
    [undefined, false, { state: 'active' }],
  ])('with the status %j is muted: %j', (status, muted, told) => {
    expect(one({ status })).toMatchObject({ muted, draft: { status: told } });
  });

  test('with an alert that cannot be recorded still counts it', () => {
    expect(one({ startsAt: '9999-01-01T00:00:00Z' })).toMatchObject({
      draft: 'the start is not plausible',
      severity: 'critical',
      organization: 'cafe',
    });
  });

  test.each([null, {}, 'a', [null], ['a'], [{}], [{ labels: null }], [7, { labels: [] }]])('%j is none', (body) => {
    expect(() => read(body)).toThrow(new PollFailure('its answer is no list of alerts'));
  });
});

test('an alert that shows no labels is told apart, and the others are read', () => {
  const answer = read([null, alert, { ...alert, labels: 'x' }, { labels: [] }]);
  expect(answer.alerts.map(({ fingerprint }) => fingerprint)).toEqual([alert.fingerprint]);
  expect(answer.unreadable.map(({ reason, fingerprint }) => [reason, fingerprint])).toEqual([
    ['the alert is no object', null],
    ['the labels are no object', alert.fingerprint],
    ['the labels are no object', null],
  ]);
});

test.each(['<html>', '[{"labels":', ''])('%j is no answer', (text) => {
  expect(() => readAnswer(text, now)).toThrow(new PollFailure('its answer is not JSON'));
});

describe('an answer that is the same but for the instants that Alertmanager renews', () => {
  const renewed = { endsAt: '2026-05-12T10:05:00Z', updatedAt: '2026-05-12T10:01:00Z' };
  const text = (...more: object[]): string => JSON.stringify(more.map((one) => ({ ...alert, updatedAt: '2026-05-12T10:00:00Z', ...one })));

  test('has the same digest, and one that differs in anything else has another', () => {
    expect(digestOf(text({}, renewed))).toBe(digestOf(text(renewed, {})));
    const others = [
      text({ ...renewed, startsAt: '2026-05-12T07:46:51Z' }, {}),
      text({ annotations: { summary: 'fuller' } }, {}),
      text({ annotations: { summary: '"endsAt":"now"' } }, {}),
      text({ labels: { ...alert.labels, updatedAt: 'x' } }, {}),
      text({ endsAt: undefined }, {}),
      text({}),
    ];
    expect(new Set([text({}, {}), ...others].map(digestOf)).size).toBe(others.length + 1);
  });

  test('reads the same, unless a label or annotation is called like a renewed instant', () => {
    const lasts = (one: object): boolean => readAnswer(text({}, one), now).lasts;
    expect([{}, { endsAt: undefined }, { annotations: { summary: '"endsAt":"now"' } }].map(lasts)).toEqual([true, true, true]);
    expect(lasts({ labels: { ...alert.labels, endsAt: '2026-05-12T10:05:00Z' } })).toBe(false);
    expect(lasts({ annotations: { updatedAt: '' } })).toBe(false);
    expect(lasts({ annotations: { nested: { endsAt: 'x' } } })).toBe(false);
    expect(readAnswer(JSON.stringify([{ ...alert, ...renewed }], null, 1), now).lasts).toBe(false);
  });

  test('reads otherwise when an alert could not be recorded yet', () => {
    expect(readAnswer(text({ startsAt: '2026-05-13T10:00:01Z' }), now).lasts).toBe(false);
  });
});

describe('the counters', () => {
  const zero = { active: 0, critical: 0, warning: 0, info: 0, muted: 0 };
  test.each([
    ['nothing', [], {}],
    ['a critical alert', [['critical', false]], { active: 1, critical: 1 }],
    ['a muted warning', [['warning', true]], { active: 1, warning: 1, muted: 1 }],
    ['an info', [['info', false]], { active: 1, info: 1 }],
    ['another severity', [['page', true]], { active: 1, muted: 1 }],
    ['a severity in capitals', [['Critical', false]], { active: 1 }],
    ['no severity', [[undefined, false]], { active: 1 }],
    [
      'a severity named as a counter',
      [
        ['active', false],
        ['muted', false],
      ],
      { active: 2 },
    ],
  ] satisfies [string, [string | undefined, boolean][], object][])('of %s', (_, alerts, counted) => {
    const told = alerts.map(([severity, muted]) => ({ organizationId: 7, severity, muted }));
    expect(countByOrganization([7, 8], told)).toEqual([
      { organization_id: 7, ...zero, ...counted },
      { organization_id: 8, ...zero },
    ]);
  });

  test('leave out alerts of others', () => {
    expect(countByOrganization([7], [{ organizationId: 9, severity: 'critical', muted: false }])).toEqual([
      { organization_id: 7, ...zero },
    ]);
  });
});

describe('an open alert that an answer does not show', () => {
  const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 9, minute));
  const row = (more: Partial<Episode>): Episode =>
    ({ starts_at: at(0), last_seen_at: at(10), missed: 0, ends_at: null, silenced_by: ['s'], ...more }) as Episode;
  const outcome = (more: Partial<Episode>, previous: Date, isTold = false) =>
    missed([{ ...row({ reporters: {}, ...more }), is_told: isTold }], 'am', previous, now)[0]?.after;

  test('is noted the first time, as seen by the poll before or later', () => {
    expect(outcome({}, at(20))).toMatchObject({ missed: 1, last_seen_at: at(20), ends_at: null, silenced_by: ['s'] });
    expect(outcome({ last_seen_at: at(30) }, at(20))).toMatchObject({ missed: 1, last_seen_at: at(30), ends_at: null });
  });

  test('has ended the second time, when it was last seen and never before it began', () => {
    const ended = { resolution: 'inferred', recorded_at: now, state: 'active', silenced_by: [], inhibited_by: [] };
    expect(outcome({ missed: 1 }, at(20))).toMatchObject({ ...ended, ends_at: at(10) });
    expect(outcome({ missed: 1, starts_at: at(15) }, at(20))).toMatchObject({ ...ended, ends_at: at(15) });
  });

  test('goes on while a sender tells it', () => {
    expect(outcome({ missed: 1 }, at(20), true)).toBeUndefined();
  });
});
