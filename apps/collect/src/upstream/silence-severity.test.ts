import { withToldSeverities } from './silence-severity.js';

const RENAMED = { page: 'critical', 'P.1': 'critical', critical: 'warning' };
const silence = (value: string, more: object = {}) => ({ comment: 'c', matchers: [{ name: 'severity', value, isEqual: true, ...more }] });

test.each<[string, object, object]>([
  ['critical', {}, { value: 'page|P\\.1', isRegex: true }],
  ['warning', {}, { value: 'warning|critical', isRegex: true }],
  ['warning', { isEqual: false }, { value: 'warning|critical', isRegex: true, isEqual: false }],
  ['info', {}, {}],
  ['crit.*', { isRegex: true }, {}],
])('a matcher of the severity %s %j is given as the labels are at the Alertmanager', (value, more, expected) => {
  expect(withToldSeverities(silence(value, more), RENAMED)).toEqual(silence(value, { ...more, ...expected }));
});

test.each([undefined, null, 'x', {}, { matchers: [null, { name: 'pod', value: 'a' }] }])('%j stays as it is', (body) => {
  expect(withToldSeverities(body, RENAMED)).toEqual(body);
});
