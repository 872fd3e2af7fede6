import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copyAnswerHeaders, isEventStream } from '../../../../server/platform/web/answer-headers.ts';

const raw = (...words: readonly string[]): Buffer[] => words.map((word) => Buffer.from(word, 'latin1'));

describe('the headers of an engine on their way to the client', () => {
  it('are appended to those that are there, as they were sent', () => {
    const headers = ['x-request-id', 'ours'];
    copyAnswerHeaders(raw('X-Custom', 'A b', 'x-custom', 'c', 'X-Latin', 'é'), headers);
    assert.deepEqual(headers, ['x-request-id', 'ours', 'X-Custom', 'A b', 'x-custom', 'c', 'X-Latin', 'é']);
  });

  for (const name of [
    'Connection',
    'keep-alive',
    'Transfer-Encoding',
    'upgrade',
    'TE',
    'Trailer',
    'Proxy-Authenticate',
  ])
    it(`stay behind where they belong to the connection: ${name}`, () => {
      const headers: string[] = [];
      copyAnswerHeaders(raw(name, 'x', 'content-length', '3'), headers);
      assert.deepEqual(headers, ['content-length', '3']);
    });

  for (const name of ['X-Request-Id', 'x-roundhouse-source', 'Proxy-Connection'])
    it(`stay behind where they are ours to say: ${name}`, () => {
      const headers: string[] = [];
      copyAnswerHeaders(raw(name, 'x'), headers);
      assert.deepEqual(headers, []);
    });

  it('of rate limits stay behind where there are limits of ours', () => {
    const limits = raw('X-RateLimit-Remaining', '3', 'x-ratelimit', '1');
    for (const [own, kept] of [
      [true, ['x-ratelimit', '1']],
      [false, ['X-RateLimit-Remaining', '3', 'x-ratelimit', '1']],
    ] as const) {
      const headers: string[] = [];
      copyAnswerHeaders(limits, headers, own);
      assert.deepEqual(headers, kept);
    }
  });

  it('of a stream do not say how long it is: what is held back, or an error at its end, changes that', () => {
    for (const [type, kept] of [
      ['text/event-stream', []],
      ['application/json', ['Content-Length', '99']],
    ] as const) {
      const headers = ['x-request-id', '1'];
      copyAnswerHeaders(raw('Content-Length', '99', 'x', 'y', 'content-type', type), headers);
      assert.deepEqual(headers, ['x-request-id', '1', ...kept, 'x', 'y', 'content-type', type]);
    }
  });

  it('tell the content type', () => {
    assert.equal(
      copyAnswerHeaders(raw('Content-Type', 'text/event-stream; charset=utf-8'), []),
      'text/event-stream; charset=utf-8',
    );
    assert.equal(copyAnswerHeaders(raw('x', 'y'), []), '');
  });

  it('are those of an event stream, or not', () => {
    assert.ok(isEventStream('text/event-stream; charset=utf-8'));
    assert.ok(!isEventStream('application/json'));
    assert.ok(!isEventStream(''));
  });
});
