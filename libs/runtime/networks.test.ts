import { isPermitted, neighbourhoodOf, withoutPorts } from './networks.js';

test.each([
  ['10.1.2.3', ['10.0.0.0/8'], true],
  ['11.1.2.3', ['10.0.0.0/8'], false],
  ['10.1.2.3', ['10.1.2.9/24'], true],
  ['10.1.2.3', ['10.1.2.3'], true],
  ['10.1.2.4', ['10.1.2.3/32'], false],
  ['10.1.2.4', ['192.0.2.0/24', '10.1.2.4/31'], true],
  ['203.0.113.9', ['0.0.0.0/0'], true],
  ['2001:db8::1', ['0.0.0.0/0'], false],
  ['2001:db8::1', ['2001:db8::/32'], true],
  ['2001:db9::1', ['2001:db8::/32'], false],
  ['fe80::1%eth0', ['fe80::/10'], true],
  ['::1', ['::1'], true],
  ['::', ['::/128'], true],
  ['203.0.113.9', ['::/0'], false],
  ['::ffff:10.1.2.3', ['10.0.0.0/8'], true],
  ['::ffff:a01:203', ['10.0.0.0/8'], true],
  ['10.1.2.3', ['::ffff:10.0.0.0/104'], true],
  ['::ffff:11.1.2.3', ['10.0.0.0/8'], false],
  ['unknown', ['0.0.0.0/0', '::/0'], false],
  ['', ['0.0.0.0/0'], false],
  ['10.1.2.3', [], true],
  ['unknown', [], true],
])('%s in %j: %s', (address, ranges, expected) => {
  expect(isPermitted(address, ranges)).toBe(expected);
});

test.each([
  ['10.1.0.0/16', ['10.0.0.0/8'], true],
  ['10.0.0.0/8', ['10.1.0.0/16'], false],
  ['10.0.0.0/8', ['10.0.0.0/8'], true],
  ['0.0.0.0/0', ['10.0.0.0/8'], false],
  ['2001:db8:1::/48', ['2001:db8::/32'], true],
  ['::ffff:10.1.0.0/112', ['10.0.0.0/8'], true],
])('the range %s in %j: %s', (range, ranges, expected) => {
  expect(isPermitted(range, ranges)).toBe(expected);
});

test('an IPv6 network is one neighbour, and an address has one name however it is written', () => {
  expect(neighbourhoodOf('2001:db8:0:1::5')).toBe(neighbourhoodOf('2001:db8::1:abcd:0:0:1'));
  expect(neighbourhoodOf('2001:db8:0:1::5')).not.toBe(neighbourhoodOf('2001:db8:0:2::5'));
  expect(neighbourhoodOf('::ffff:192.0.2.7')).toBe(neighbourhoodOf('192.0.2.7'));
  expect(neighbourhoodOf('192.0.2.7')).not.toBe(neighbourhoodOf('192.0.2.8'));
});

test.each([
  ['203.0.113.7:51234', '203.0.113.7'],
  ['[2001:db8::7]:443, 10.0.0.1', '2001:db8::7, 10.0.0.1'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['2001:db8::7', '2001:db8::7'],
  ['unknown,203.0.113.7', 'unknown, 203.0.113.7'],
])('%s, as a proxy tells it, is %s', (told, addresses) => {
  expect(withoutPorts(told)).toBe(addresses);
});
