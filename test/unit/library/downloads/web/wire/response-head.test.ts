import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { framingOf, parseHead } from '../../../../../../server/library/downloads/web/wire/response-head.ts';

const head = (...lines: string[]) => parseHead(lines.join('\r\n'));
const framing = (method: string, ...lines: string[]) => framingOf(head(...lines), method);
const notHttp = { code: 'WIRE_NOT_HTTP' };

describe('the head of an answer', () => {
  it('has a status and headers in lower case', () => {
    const { status, headers, keepAlive } = head('HTTP/1.1 206 Partial Content', 'Content-Length: 5', 'ETag:"x"');
    assert.equal(status, 206);
    assert.deepEqual(headers, { 'content-length': '5', etag: '"x"' });
    assert.ok(keepAlive);
  });

  it('joins headers of one name', () => {
    assert.equal(head('HTTP/1.1 200 OK', 'Link: a', 'link: b').headers['link'], 'a, b');
  });

  it('may come without a reason', () => assert.equal(head('HTTP/1.1 200').status, 200));

  it('says whether the connection stays', () => {
    assert.ok(!head('HTTP/1.1 200 OK', 'Connection: Close').keepAlive);
    assert.ok(!head('HTTP/1.0 200 OK').keepAlive);
    assert.ok(head('HTTP/1.0 200 OK', 'Connection: keep-alive').keepAlive);
  });

  for (const lines of [
    ['SSH-2.0-OpenSSH'],
    ['HTTP/2 200'],
    ['HTTP/1.1 20'],
    ['HTTP/1.1 200 OK', 'no colon'],
    ['HTTP/1.1 200 OK', ' folded: x'],
    ['HTTP/1.1 200 OK', ': x'],
    [''],
  ]) {
    it(`is refused when it is ${JSON.stringify(lines)}`, () => assert.throws(() => head(...lines), notHttp));
  }

  it('does not take a header for something of the language', () => {
    assert.equal(head('HTTP/1.1 200 OK', 'constructor: x').headers['constructor'], 'x');
  });
});

describe('the body of an answer', () => {
  it('has the length that is said', () => {
    assert.deepEqual(framing('GET', 'HTTP/1.1 200 OK', 'Content-Length: 12'), { kind: 'length', bytes: 12 });
    assert.deepEqual(framing('GET', 'HTTP/1.1 200 OK', 'Content-Length: 12', 'Content-Length: 12'), {
      kind: 'length',
      bytes: 12,
    });
  });

  it('comes in chunks, whatever length is said', () => {
    assert.deepEqual(framing('GET', 'HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked', 'Content-Length: 3'), {
      kind: 'chunked',
    });
  });

  it('goes on to the end of the connection when nothing is said', () => {
    assert.deepEqual(framing('GET', 'HTTP/1.1 200 OK'), { kind: 'close' });
  });

  it('is none to HEAD, and of 204 and 304', () => {
    const none = { kind: 'length', bytes: 0 };
    assert.deepEqual(framing('HEAD', 'HTTP/1.1 200 OK', 'Content-Length: 12'), none);
    assert.deepEqual(framing('GET', 'HTTP/1.1 204 No Content'), none);
    assert.deepEqual(framing('GET', 'HTTP/1.1 304 Not Modified', 'Content-Length: 12'), none);
  });

  for (const line of [
    'Content-Length: 1, 2',
    'Content-Length: -1',
    'Content-Length: 0x10',
    'Content-Length: ',
    'Transfer-Encoding: gzip, chunked',
  ]) {
    it(`is refused with "${line}"`, () => assert.throws(() => framing('GET', 'HTTP/1.1 200 OK', line), notHttp));
  }
});
