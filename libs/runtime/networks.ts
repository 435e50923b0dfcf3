import { isIP } from 'node:net';
import { isCidr } from './variables.js';

/** An address range as numbers. IPv4-mapped IPv6 is IPv4. */
type Network = { readonly family: 4 | 6; readonly value: bigint; readonly bits: number };

const WIDTH = { 4: 32, 6: 128 } as const;
const MAPPED = 0xffffn;

/** A range or single address; undefined for what is neither. */
function networkOf(range: string): Network | undefined {
  if (!isCidr(range)) return undefined;
  const [address = '', bits] = range.split('/');
  const family = isIP(address) === 4 ? 4 : 6;
  const width = bits === undefined ? WIDTH[family] : Number(bits);
  const value = family === 4 ? ipv4(address) : ipv6(address);
  return family === 6 && value >> 32n === MAPPED && width >= 96
    ? { family: 4, value: value & 0xffffffffn, bits: width - 96 }
    : { family, value, bits: width };
}

const ipv4 = (address: string): bigint => address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

function ipv6(address: string): bigint {
  const hex = address.replace(/%.*$/, '').replace(/[\d.]+\.[\d.]+$/, (tail) => {
    const value = ipv4(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [left = '', right] = hex.split('::');
  const head = left.split(':').filter(Boolean);
  const tail = right?.split(':').filter(Boolean) ?? [];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((sum, part) => (sum << 16n) | BigInt(`0x${part}`), 0n);
}

const contains = (outer: Network, inner: Network): boolean => {
  const rest = BigInt(WIDTH[outer.family] - outer.bits);
  return outer.family === inner.family && outer.bits <= inner.bits && outer.value >> rest === inner.value >> rest;
};

const parsed = new WeakMap<readonly string[], readonly Network[]>();
function networksOf(ranges: readonly string[]): readonly Network[] {
  const known = parsed.get(ranges) ?? ranges.flatMap((range) => networkOf(range) ?? []);
  parsed.set(ranges, known);
  return known;
}

/** True when the address, or the whole range, lies in one of the ranges. No ranges at all restrict nothing. */
export function isPermitted(range: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return true;
  const inner = networkOf(range.replace(/%[^/]*/, ''));
  return inner !== undefined && networksOf(ranges).some((outer) => contains(outer, inner));
}

/** Whom an address stands for when requests are counted: an IPv6 caller has a whole /64 to itself. */
export function neighbourhoodOf(address: string): string {
  const network = networkOf(address.replace(/%.*$/, ''));
  if (!network) return address;
  return network.family === 4 ? `4/${network.value}` : `6/${network.value >> 64n}`;
}

/** Whom a caller's address makes a holder of: nobody where it is a proxy of ours, behind which anybody may be. */
export const holdersAt = (address: string, trustedProxies: readonly string[]): string[] =>
  trustedProxies.length > 0 && isPermitted(address, trustedProxies) ? [] : [`address/${neighbourhoodOf(address)}`];

/** A list of addresses as proxies tell it: Azure's and IIS' write `203.0.113.7:51234` and `[2001:db8::7]:443`, and a port is no part of an address. */
export const withoutPorts = (addresses: string): string =>
  addresses
    .split(',')
    .map((one) =>
      one
        .trim()
        .replace(/^([\d.]+):\d+$/, '$1')
        .replace(/^\[([^\]]+)\](?::\d+)?$/, '$1'),
    )
    .join(', ');
