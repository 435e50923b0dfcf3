import { Reach } from './reach.js';

const reach = new Reach([]);

test.each([
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...['192.0.0.8', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.51.100.1', '203.0.113.1'],
  ...['::', '::1', 'fe80::1', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::1', '3fff::1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1', 'x', '', '1.2.3'],
])('%s is out of reach', (address) => {
  expect(reach.allows(address)).toBe(false);
});

test.each(['1.1.1.1', '100.63.255.255', '100.128.0.1', '172.32.0.1', '11.0.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s can be reached',
  (address) => {
    expect(reach.allows(address)).toBe(true);
  },
);

test.each([
  ...['https://localhost/', 'https://LOCALHOST./', 'https://a.localhost/', 'https://2130706433/', 'https://0x7f.1/', 'https://127.1./'],
  ...['https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://0/', 'https://１２７.0.0.1/', 'https://169.254.169.254/latest/'],
])('the host of %s is known to be out of reach', (url) => {
  expect(reach.mayAllow(new URL(url).hostname)).toBe(false);
});

test.each(['https://example.com/', 'https://localhost.example.com/', 'https://1.1.1.1/', 'https://[2606:4700::1111]/'])(
  'the host of %s may be in reach',
  (url) => {
    expect(reach.mayAllow(new URL(url).hostname)).toBe(true);
  },
);

test('an operator opens networks, and nothing beside them', () => {
  const opened = new Reach(['10.0.0.0/8', 'fd00::/8', '127.0.0.1']);
  expect(['10.9.9.9', 'fd00::1', '127.0.0.1'].map((address) => opened.allows(address))).toEqual([true, true, true]);
  expect(['127.0.0.2', '192.168.0.1', '::1'].map((address) => opened.allows(address))).toEqual([false, false, false]);
  expect(opened.mayAllow('localhost')).toBe(true);
});
