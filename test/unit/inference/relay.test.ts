import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import type { Dispatcher } from 'undici';
import { Relay } from '../../../server/inference/relay.ts';

function relayTo(contentType: string) {
  const written: string[] = [];
  const told: string[] = [];
  const take = (chunk?: Buffer): boolean => {
    if (chunk !== undefined) written.push(chunk.toString());
    return true;
  };
  const res = {
    writeHead: take.bind(null, undefined),
    write: take,
    end: take,
    on() {},
    flushHeaders() {},
    destroyed: false,
  };
  const owner = {
    relayCompleted: () => void told.push('completed'),
    relayRefused: (status: number, body: Buffer) => void told.push(`refused ${status} ${body}`),
    relayFailed: (error: Error) => void told.push(`failed ${error.message}`),
  };
  const relay = new Relay(res as unknown as ServerResponse, 'req_1', owner);
  const rawHeaders = [Buffer.from('content-type'), Buffer.from(contentType)];
  const controller = { rawHeaders, pause() {}, resume() {}, abort() {} } as unknown as Dispatcher.DispatchController;
  relay.onRequestStart(controller);
  return { relay, controller, written, told };
}

const STREAM = 'text/event-stream; charset=utf-8';

function streamed(
  chunks: readonly string[],
  end: 'whole' | 'broken',
): { text: string; pieces: string[]; relay: Relay } {
  const { relay, controller, written } = relayTo(STREAM);
  relay.onResponseStart(controller, 200);
  for (const chunk of chunks) relay.onResponseData(controller, Buffer.from(chunk));
  if (end === 'whole') relay.onResponseEnd();
  else relay.onResponseError(controller, new Error('reset'));
  return { text: written.join(''), pieces: written, relay };
}

describe('relaying a stream', () => {
  const text = 'data: {"a":1}\n\nevent: x\ndata: {"b":2}\r\n\r\ndata: [DONE]\n\n';

  test('gives the same bytes wherever they were cut', () => {
    for (let cut = 0; cut <= text.length; cut++)
      assert.equal(
        streamed(
          [text.slice(0, cut), text.slice(cut)].filter((part) => part !== ''),
          'whole',
        ).text,
        text,
      );
    assert.equal(streamed([...text], 'whole').text, text);
  });

  test('a chunk that is whole events goes out as it came', () => {
    assert.deepEqual(streamed(['data: 1\n\n', 'data: 2\n\ndata: 3\n\n'], 'whole').pieces, [
      'data: 1\n\n',
      'data: 2\n\ndata: 3\n\n',
    ]);
  });

  test('what ends without a blank line is still given when the engine ends its answer', () => {
    assert.equal(streamed(['data: 1\n\ndata: 2'], 'whole').text, 'data: 1\n\ndata: 2');
  });

  test('a stream that breaks leaves no half event behind', () => {
    for (let cut = 1; cut <= text.length; cut++) {
      const { text: got, relay } = streamed([text.slice(0, cut)], 'broken');
      assert.ok(got === '' || /(\n\n|\r\n\r\n)$/.test(got), JSON.stringify(got));
      assert.equal(relay.atEventBoundary, true);
    }
  });

  test('an event too large to be kept is passed on in pieces', () => {
    const { text: got, relay } = streamed([`data: ${'x'.repeat(70_000)}`], 'broken');
    assert.equal(got.length, 70_006);
    assert.equal(relay.atEventBoundary, false);
  });
});

describe('relaying other answers', () => {
  test('a body is passed on as it comes', () => {
    const { relay, controller, written, told } = relayTo('application/json');
    relay.onResponseStart(controller, 200);
    for (const chunk of ['{"a"', ':1}']) relay.onResponseData(controller, Buffer.from(chunk));
    relay.onResponseEnd();
    assert.deepEqual([written, told], [['{"a"', ':1}'], ['completed']]);
  });

  test('an error is kept for its owner, and nothing goes out', () => {
    const { relay, controller, written, told } = relayTo('application/json');
    relay.onResponseStart(controller, 503);
    relay.onResponseData(controller, Buffer.from('Loading'));
    relay.onResponseEnd();
    assert.deepEqual([written, told], [[], ['refused 503 Loading']]);
  });

  test('after an abort the owner hears nothing more', () => {
    const { relay, controller, told } = relayTo(STREAM);
    relay.abort(new Error('left'));
    relay.onResponseError(controller, new Error('aborted'));
    relay.onResponseEnd();
    assert.deepEqual(told, []);
  });
});
