import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPrivateAddress } from '../../../../../server/library/downloads/web/private-addresses.ts';

const PRIVATE = {
  'this machine': ['127.0.0.1', '127.255.255.254', '::1', '0.0.0.0', '::'],
  'this network': ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
  'the link, and the metadata service of clouds': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255'],
  'multicast and broadcast': ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  'documentation and benchmarks': ['192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '2001:db8::1'],
  'private IPv4 mapped into IPv6': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.1.2.3', '::ffff:169.254.169.254'],
  'private IPv4 in the compatible form': ['::127.0.0.1', '::a00:1'],
  'private IPv4 behind NAT64': ['64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::808:808'],
  'private IPv4 in 6to4': ['2002:7f00:1::', '2002:c0a8:101::1'],
  'no address': ['', 'localhost', '1.2.3', 'example.com'],
};

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '2606:4700:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
];

describe('an address is private', () => {
  for (const [what, addresses] of Object.entries(PRIVATE)) {
    it(`when it is ${what}`, () => {
      assert.deepEqual(
        addresses.filter((address) => !isPrivateAddress(address)),
        [],
      );
    });
  }

  it('and not when it is a public unicast one, also one that stands next to a private range', () => {
    assert.deepEqual(PUBLIC.filter(isPrivateAddress), []);
  });
});
