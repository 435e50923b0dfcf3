import { isIanaShape, zoneForSql, zoneNames, zoneProblem } from '#metrics';

const taken = [
  'Asia/Kolkata',
  'Asia/Calcutta',
  'UTC',
  'Etc/GMT-2',
  'US/Pacific',
  'America/Argentina/Buenos_Aires',
  'America/Port-au-Prince',
  'GB-Eire',
  'NZ-CHAT',
];
const abbreviations = ['EST', 'MST', 'HST', 'CET', 'MET', 'EET', 'WET', 'EST5EDT', 'GMT', 'GMT+0', 'UCT', 'Zulu'];

test.each([...taken, ...abbreviations])('%s is a zone', (name) => expect(zoneProblem(name)).toBeUndefined());

test.each([
  '+02:00',
  '-08',
  'UTC+2',
  'UTC-5',
  'GMT+5',
  'XYZ5',
  'EST5',
  'right/UTC',
  'posix/UTC',
  'posix/Europe/Berlin',
  'right/Europe/Berlin',
  'SystemV/EST5',
  'CEST',
  'PST',
  'IST',
  'JST',
  'BST',
  'Factory',
  'localtime',
  'posixrules',
  'Etc/Unknown',
  'Etc/GMT+2:00',
  'Europe/Nowhere',
  'Europe',
  'Europe/',
  'Europe/Berlin ',
  ' UTC',
  '',
  '\u0000',
  '../UTC',
  'Europe/../UTC',
  '<+02>-2',
  `Europe/${'x'.repeat(10_000)}`,
  'Europe/Berlin\n',
  '__proto__',
])('%j is no zone', (name) => expect(zoneProblem(name)).toMatch(/^must be a time zone name/));

test('a name must be known on both sides', () => {
  const names = zoneNames(['Europe/Berlin', 'Asia/Kolkata', 'Factory', 'posix/Europe/Berlin', 'right/UTC', 'Europe/OnlyInTheDatabase']);
  expect(names.all).toEqual(['Asia/Kolkata', 'Europe/Berlin']);
  expect(names.find('US/Pacific')).toBeUndefined();
});

test('any case of letters finds the one spelling, and an alias stays the alias', () => {
  const names = zoneNames(['Asia/Kolkata', 'Asia/Calcutta', 'UTC']);
  expect(['asia/kolkata', 'ASIA/CALCUTTA', 'utc', 'Asia/Kolkata'].map(names.find)).toEqual([
    'Asia/Kolkata',
    'Asia/Calcutta',
    'UTC',
    'Asia/Kolkata',
  ]);
});

test('every zone that Intl lists has the shape', () => {
  expect(Intl.supportedValuesOf('timeZone').filter((name) => !isIanaShape(name))).toEqual([]);
});

test('names that AT TIME ZONE reads as an abbreviation are rewritten, others are left alone', () => {
  expect(['CET', 'EET', 'EST', 'Europe/Berlin'].map(zoneForSql)).toEqual(['Europe/Brussels', 'Europe/Athens', 'EST', 'Europe/Berlin']);
});
