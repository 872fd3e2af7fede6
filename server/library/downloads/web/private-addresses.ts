/**
 * Addresses that a server on the internet has no business sending us to: this machine, this network, and what is nobody's.
 * Kept whole on purpose: a range that is missing here is a way into the network that the gateway stands in.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const V4_RANGES: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

const V6_RANGES: readonly (readonly [string, number])[] = [
  ['::', 128],
  ['::1', 128],
  // Discard, documentation, Teredo and ORCHID.
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
  // A local translation prefix leads into the own network.
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [net, prefix] of V4_RANGES) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of V6_RANGES) blocked.addSubnet(net, prefix, 'ipv6');

/** True for every address that is not a public unicast one; also for what is no address at all. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.split('%')[0] ?? '';
  if (isIPv4(bare)) return blocked.check(bare, 'ipv4');
  if (!isIPv6(bare)) return true;
  const inner = embeddedV4(bare);
  return inner === null ? blocked.check(bare, 'ipv6') : blocked.check(inner, 'ipv4');
}

/** The IPv4 address inside of a mapped (::ffff:a.b.c.d), compatible (::a.b.c.d), NAT64 (64:ff9b::/96) or 6to4 (2002::/16) one. */
function embeddedV4(address: string): string | null {
  const groups = expandV6(address);
  const [a = 0, b = 0, , , , f = 0, g = 0, h = 0] = groups;
  const middleIsZero = groups.slice(2, 5).every((group) => group === 0);
  if (a === 0x2002) return dotted(b, groups[2] ?? 0);
  if (!middleIsZero) return null;
  if (a === 0x64 && b === 0xff9b && f === 0) return dotted(g, h);
  if (a === 0 && b === 0 && f === 0xffff) return dotted(g, h);
  // `::` and `::1` have ranges of their own.
  if (a === 0 && b === 0 && f === 0 && g !== 0) return dotted(g, h);
  return null;
}

const dotted = (high: number, low: number): string => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;

/** Eight numbers of 16 bits. The address must be valid. */
function expandV6(address: string): number[] {
  const [head = '', tail] = hexOnly(address).split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(gap).fill('0'), ...right].map((group) => Number.parseInt(group, 16));
}

function hexOnly(address: string): string {
  const dot = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  if (dot === null) return address;
  const [, prefix, ...bytes] = dot;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return `${prefix}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
