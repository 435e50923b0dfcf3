import { BlockList, isIP } from 'node:net';

/** Reserved by the IANA registries: private, shared, loopback, link-local, documentation, benchmarks, relays, multicast. */
const NOT_PUBLIC = blockListOf(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  // Within 2000::/3: protocol assignments with Teredo, documentation, 6to4, which carries an IPv4 address.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
);
/** All other IPv6 is not global: unique local, link-local, mapped and translated IPv4. */
const GLOBAL_IPV6 = blockListOf('2000::/3');
const LOCAL_NAME = /(^|\.)localhost$/;

/** Where a URL that a caller chose may lead: to public addresses, and into the networks (CIDRs) that an operator named. */
export class Reach {
  private readonly named: BlockList;

  constructor(networks: readonly string[]) {
    this.named = blockListOf(...networks);
  }

  allows(address: string): boolean {
    const family = familyOf(address);
    if (family === undefined) return false;
    return this.named.check(address, family) || (isGlobal(address) && !NOT_PUBLIC.check(address, family));
  }

  /** False when the host of a URL need not be resolved to know that it is out of reach. */
  mayAllow(hostname: string): boolean {
    const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
    if (LOCAL_NAME.test(host)) return this.allows('127.0.0.1');
    return isIP(host) === 0 || this.allows(host);
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  return ({ 4: 'ipv4', 6: 'ipv6' } as const)[isIP(address)];
}
const isGlobal = (address: string): boolean => isIP(address) === 4 || GLOBAL_IPV6.check(address, 'ipv6');

function blockListOf(...ranges: string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = familyOf(address) ?? 'ipv4';
    list.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  return list;
}
