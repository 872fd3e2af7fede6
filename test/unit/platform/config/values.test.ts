import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatDuration, MAX_DURATION_MS, parseDuration } from '../../../../server/platform/config/values/duration.ts';
import { parseEngineUrl } from '../../../../server/platform/config/values/engine-url.ts';
import { headerNameFault, isHeaderValue } from '../../../../server/platform/config/values/header.ts';
import { isLoopback, parseListenAddress } from '../../../../server/platform/config/values/listen-address.ts';
import { parseSize } from '../../../../server/platform/config/values/size.ts';

describe('durations', () => {
  for (const [text, ms] of [
    ['250ms', 250],
    ['60s', 60_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['1.5s', 1_500],
    ['90', 90_000],
    [90, 90_000],
    [0.25, 250],
    [0, 0],
  ] as const)
    it(`${JSON.stringify(text)} is ${ms} ms`, () => assert.equal(parseDuration(text), ms));

  for (const text of ['', '10 m', '-1s', '10d', 's', '1e3s', ' 1s', '1s ', '１s', '577h', '0x10'])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(parseDuration(text), null));

  for (const number of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300])
    it(`${number} is none`, () => assert.equal(parseDuration(number), null));

  it('is read back from what is written, for any number of milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_DURATION_MS }), (ms) => parseDuration(formatDuration(ms)) === ms),
    );
  });

  it('fits a timer, whatever the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9.]{0,12}(ms|s|m|h|)$/), (text) => {
        const ms = parseDuration(text);
        return ms === null || (Number.isInteger(ms) && ms >= 0 && ms < 2 ** 31);
      }),
    );
  });

  it('is written in the largest unit that is whole', () => {
    assert.deepEqual([0, 250, 90_000, 600_000, 7_200_000].map(formatDuration), ['0s', '250ms', '90s', '10m', '2h']);
  });
});

describe('sizes', () => {
  for (const [text, bytes] of [
    ['32MB', 32_000_000],
    ['512KiB', 524_288],
    ['1GiB', 2 ** 30],
    ['1.5KB', 1_500],
    ['7B', 7],
    ['12', 12],
    [12, 12],
  ] as const)
    it(`${JSON.stringify(text)} is ${bytes} bytes`, () => assert.equal(parseSize(text), bytes));

  for (const text of ['', '32mb', '32 MB', '-1', 'MB', '1TB', '99999999999GB'])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(parseSize(text), null));

  it('grows with its number, for any unit', () => {
    const unit = fc.constantFrom('B', 'KB', 'MB', 'KiB', 'MiB');
    fc.assert(
      fc.property(fc.nat(100_000), unit, (n, u) => (parseSize(`${n + 1}${u}`) ?? 0) > (parseSize(`${n}${u}`) ?? 0)),
    );
  });
});

describe('addresses to listen on', () => {
  it('reads IPv4', () => assert.deepEqual(parseListenAddress('0.0.0.0:8080', 'v4'), { host: '0.0.0.0', port: 8080 }));
  it('reads IPv6 in brackets', () => assert.deepEqual(parseListenAddress('[::1]:0', 'v6'), { host: '::1', port: 0 }));
  it('reads localhost as IPv4', () =>
    assert.deepEqual(parseListenAddress('localhost:1', 'v4'), { host: '127.0.0.1', port: 1 }));

  for (const text of [
    '',
    ':8080',
    '8080',
    '127.0.0.1',
    '127.0.0.1:',
    '127.0.0.1:65536',
    '256.0.0.1:1',
    'host:1',
    '::1:80',
  ])
    it(`${JSON.stringify(text)} is none of IPv4`, () => assert.equal(parseListenAddress(text, 'v4'), null));
  for (const text of ['::1:80', '[::1]', '[127.0.0.1]:1', '[::g]:1', '[localhost]:1', '127.0.0.1:80'])
    it(`${JSON.stringify(text)} is none of IPv6`, () => assert.equal(parseListenAddress(text, 'v6'), null));

  it('knows what only this machine can reach', () => {
    for (const host of ['127.0.0.1', '127.8.9.1', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])
      assert.ok(isLoopback(host), host);
    for (const host of ['0.0.0.0', '10.0.0.1', '::', 'fe80::1%eth0', '::ffff:10.0.0.1', '::ffff:7.241.0.1', '::2'])
      assert.ok(!isLoopback(host), host);
  });
});

describe('headers for engines', () => {
  it('takes ordinary names', () => assert.equal(headerNameFault('X-Team'), null));
  for (const name of ['Host', 'content-length', 'Transfer-Encoding', 'connection', 'te', 'content-type'])
    it(`does not take ${name}`, () =>
      assert.match(headerNameFault(name) ?? '', /set by the gateway or belongs to one/));
  for (const name of ['', 'x team', 'x:y', 'é', 'a\nb'])
    it(`does not take ${JSON.stringify(name)}`, () => assert.match(headerNameFault(name) ?? '', /not a header name/));
  it('takes Latin-1 values', () => assert.ok(isHeaderValue('Zürich, 1 €'.replace('€', 'EUR'))));
  for (const value of ['a\r\nb', 'a\0', '€', ' a', 'a '])
    it(`does not take ${JSON.stringify(value)} as a value`, () => assert.ok(!isHeaderValue(value)));

  it('only takes what Node can send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        if (!isHeaderValue(value)) return;
        new Headers().set('x-a', value);
      }),
    );
  });
});

describe('URLs of engines', () => {
  for (const [text, url] of [
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['http://127.0.0.1:9000/', 'http://127.0.0.1:9000'],
    ['https://Example.com/llm//', 'https://example.com/llm'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
  ] as const)
    it(`${text} is ${url}`, () => assert.deepEqual(parseEngineUrl(text), { url }));

  for (const [text, fault] of [
    ['far', /must be an http or https URL/],
    ['ftp://h', /must be an http or https URL/],
    ['http://u:p@h', /must not hold a user name or password/],
    ['http://h?a=1', /no query and no fragment/],
    ['http://h/#', /no query and no fragment/],
    ['https://h/openai/v1/', /write https:\/\/h\/openai$/],
  ] as const)
    it(`does not take ${text}`, () => {
      const parsed = parseEngineUrl(text);
      assert.ok('fault' in parsed);
      assert.match(parsed.fault, fault);
      assert.ok(!parsed.fault.includes('u:p'));
    });
});
