import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import {
  createRoundhouseClient,
  NotFoundError,
  type RoundhouseClient,
  StreamError,
  StreamTruncatedError,
  stream,
} from '../src/index.ts';
import { beginStream, type FakeGateway, jsonAnswer, startFakeGateway, streamOf } from './fake-gateway.ts';

let gateway: FakeGateway;
let client: RoundhouseClient;

before(async () => {
  gateway = await startFakeGateway();
  client = createRoundhouseClient({ baseUrl: gateway.baseUrl, apiKey: 'secret' });
});
after(() => gateway.close());

const body = { model: 'tiny', messages: [{ role: 'user' as const, content: 'hi' }] };
const chat = (signal?: AbortSignal) => stream(client, '/v1/chat/completions', { body, ...(signal ? { signal } : {}) });

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** Reads until it throws; gives what came before and what was thrown. */
async function collectUntilError<T>(events: AsyncIterable<T>): Promise<{ before: T[]; error: unknown }> {
  const seen: T[] = [];
  try {
    for await (const event of events) seen.push(event);
  } catch (error) {
    return { before: seen, error };
  }
  return assert.fail('the stream did not throw');
}

describe('reading a stream', () => {
  it('yields each event and ends at [DONE]', async () => {
    gateway.answer = streamOf('data: {"n":1}\n\n', 'data: {"n":2}\n\n', 'data: [DONE]\n\n');
    assert.deepEqual(await collect(chat()), [{ n: 1 }, { n: 2 }]);
  });

  it('asks for a stream, with the key and the body it was given', async () => {
    gateway.answer = streamOf('data: [DONE]\n\n');
    await collect(chat());
    const request = gateway.requests.at(-1);
    assert.equal(`${request?.method} ${request?.url}`, 'POST /v1/chat/completions');
    assert.equal(request?.headers.authorization, 'Bearer secret');
    assert.deepEqual(JSON.parse(request?.body ?? ''), { ...body, stream: true });
  });

  it('does not change the body that it was given', async () => {
    gateway.answer = streamOf('data: [DONE]\n\n');
    const mine = Object.freeze({ ...body });
    await collect(stream(client, '/v1/chat/completions', { body: mine }));
    assert.equal('stream' in mine, false);
  });

  it('sends nothing before the first event is asked for', async () => {
    const already = gateway.requests.length;
    const events = chat();
    assert.equal(gateway.requests.length, already);
    await events.return();
    assert.equal(gateway.requests.length, already);
  });

  it('puts events together from any cut of the bytes, also within a character', async () => {
    const bytes = new TextEncoder().encode('data: {"text":"Größe 🚂"}\n\ndata: [DONE]\n\n');
    gateway.answer = streamOf(...Array.from(bytes, (byte) => Uint8Array.of(byte)));
    assert.deepEqual(await collect(chat()), [{ text: 'Größe 🚂' }]);
  });

  it('takes several events from one chunk', async () => {
    gateway.answer = streamOf('data: {"n":1}\n\ndata: {"n":2}\n\ndata: [DONE]\n\n');
    assert.deepEqual(await collect(chat()), [{ n: 1 }, { n: 2 }]);
  });

  it('takes CRLF and CR line ends, a chunk ending between the two included', async () => {
    gateway.answer = streamOf('data: {"n":1}\r', '\n\r', '\ndata: {"n":2}\r\rdata: [DONE]\r\n\r\n');
    assert.deepEqual(await collect(chat()), [{ n: 1 }, { n: 2 }]);
  });

  it('passes over comments, ids, retry times and unknown fields', async () => {
    gateway.answer = streamOf(
      ': keep-alive\n\nid: 7\nretry: 10\nfoo: bar\ndata: {"n":1}\n\n: again\n\ndata: [DONE]\n\n',
    );
    assert.deepEqual(await collect(chat()), [{ n: 1 }]);
  });

  it('joins the data lines of one event', async () => {
    gateway.answer = streamOf('data: {"a":1,\ndata: "b":2}\n\ndata: [DONE]\n\n');
    assert.deepEqual(await collect(chat()), [{ a: 1, b: 2 }]);
  });

  it('reads nothing after [DONE]', async () => {
    gateway.answer = streamOf('data: {"n":1}\n\ndata: [DONE]\n\ndata: {"n":2}\n\n');
    assert.deepEqual(await collect(chat()), [{ n: 1 }]);
  });
});

describe('streams with named events', () => {
  const request = { body: { model: 'tiny', max_tokens: 8, messages: [{ role: 'user' as const, content: 'hi' }] } };

  it('ends Anthropic’s messages at message_stop', async () => {
    gateway.answer = streamOf(
      'event: message_start\ndata: {"type":"message_start"}\n\n',
      'event: message_stop\ndata: {"type":"message_stop"}\n\n',
    );
    const events = await collect(stream(client, '/v1/messages', request));
    assert.deepEqual(
      events.map((event) => event.type),
      ['message_start', 'message_stop'],
    );
  });

  it('throws Anthropic’s error event', async () => {
    gateway.answer = streamOf(
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"full"},"request_id":"req_9"}\n\n',
    );
    const { error } = await collectUntilError(stream(client, '/v1/messages', request));
    assert.ok(error instanceof StreamError);
    assert.deepEqual([error.message, error.type, error.requestId], ['full', 'overloaded_error', 'req_9']);
  });

  for (const last of ['response.completed', 'response.failed', 'response.incomplete']) {
    it(`ends a response at ${last}`, async () => {
      gateway.answer = streamOf(
        'event: response.created\ndata: {"type":"response.created"}\n\n',
        `event: ${last}\ndata: {"type":"${last}"}\n\n`,
      );
      const events = await collect(stream(client, '/v1/responses', { body: { model: 'tiny', input: 'hi' } }));
      assert.equal(events.length, 2);
    });
  }

  it('throws the error event of a response', async () => {
    gateway.answer = streamOf(
      'event: error\ndata: {"type":"error","code":"engine_stopped","message":"gone","param":null}\n\n',
    );
    const { error } = await collectUntilError(
      stream(client, '/v1/responses', { body: { model: 'tiny', input: 'hi' } }),
    );
    assert.ok(error instanceof StreamError);
    assert.deepEqual([error.message, error.code, error.requestId], ['gone', 'engine_stopped', 'req_1']);
  });

  it('does not take an `error: null` in an event for an error', async () => {
    gateway.answer = streamOf('data: {"n":1,"error":null}\n\ndata: [DONE]\n\n');
    assert.equal((await collect(chat())).length, 1);
  });
});

describe('streams of the gateway itself', () => {
  it('follows a log: the id in the path, `follow` in the query', async () => {
    gateway.answer = streamOf('data: {"seq":1,"time":"t","stream":"stderr","line":"up"}\n\ndata: [DONE]\n\n');
    const params = { path: { id: 'tiny-0f3a' }, query: { lines: 5 } };
    const lines = await collect(stream(client, '/v1/engines/{id}/logs', { params }));
    assert.equal(lines[0]?.line, 'up');
    assert.equal(gateway.requests.at(-1)?.url, '/v1/engines/tiny-0f3a/logs?lines=5&follow=true');
  });

  it('follows the fleet’s events, which have no end: a closed connection just ends them', async () => {
    gateway.answer = streamOf(
      'id: 1\ndata: {"type":"config.rejected","seq":1,"time":"t","path":"c","message":"m"}\n\n',
    );
    const events = await collect(stream(client, '/v1/events'));
    assert.equal(events[0]?.type, 'config.rejected');
  });
});

describe('a stream that goes wrong', () => {
  it('throws an error event with its code and request id, after the events before it', async () => {
    gateway.answer = streamOf(
      'data: {"n":1}\n\n',
      'data: {"error":{"message":"engine gone","type":"engine_error","code":"engine_disconnected","param":null},"request_id":"req_7"}\n\n',
    );
    const { before, error } = await collectUntilError(chat());
    assert.deepEqual(before, [{ n: 1 }]);
    assert.ok(error instanceof StreamError);
    assert.deepEqual([error.code, error.requestId, error.status], ['engine_disconnected', 'req_7', null]);
  });

  it('throws when it ends without [DONE]', async () => {
    gateway.answer = streamOf('data: {"n":1}\n\n');
    const { before, error } = await collectUntilError(chat());
    assert.deepEqual(before, [{ n: 1 }]);
    assert.ok(error instanceof StreamTruncatedError);
    assert.equal(error.requestId, 'req_1');
  });

  it('throws when messages end without message_stop', async () => {
    gateway.answer = streamOf('event: ping\ndata: {"type":"ping"}\n\n');
    const request = { body: { model: 'tiny', max_tokens: 8, messages: [] } };
    const { error } = await collectUntilError(stream(client, '/v1/messages', request));
    assert.ok(error instanceof StreamTruncatedError);
  });

  it('throws when the connection breaks', async () => {
    gateway.answer = (_request, response) => {
      beginStream(response);
      response.write('data: {"n":1}\n\n', () => response.destroy());
    };
    const { error } = await collectUntilError(chat());
    assert.ok(error instanceof Error);
  });

  it('throws on an event that is not JSON', async () => {
    gateway.answer = streamOf('data: {"n":\n\n');
    const { error } = await collectUntilError(chat());
    assert.ok(error instanceof StreamError);
    assert.match(error.message, /not JSON/);
  });

  it('throws the typed error of an answer that is none', async () => {
    const error = { message: 'no model "x"', type: 'not_found_error', code: 'model_not_found', param: 'model' };
    gateway.answer = jsonAnswer(404, { error, request_id: 'req_3' });
    const { error: thrown } = await collectUntilError(chat());
    assert.ok(thrown instanceof NotFoundError);
    assert.deepEqual([thrown.code, thrown.requestId, thrown.status], ['model_not_found', 'req_3', 404]);
  });

  it('throws when a 200 is no event stream', async () => {
    gateway.answer = jsonAnswer(200, { object: 'chat.completion' });
    const { error } = await collectUntilError(chat());
    assert.ok(error instanceof StreamError);
    assert.match(error.message, /answered application\/json/);
  });
});

/** Answers one event, then stays open; resolves with the response once the event is out. */
function openStream(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    gateway.answer = (_request, response) => {
      beginStream(response);
      response.write('data: {"n":1}\n\n');
      resolve(response);
    };
  });
}

describe('leaving a stream', () => {
  it('aborts the request when the loop is left', async () => {
    const opened = openStream();
    for await (const _event of chat()) break;
    await once(await opened, 'close');
  });

  it('aborts the request when the loop throws', async () => {
    const opened = openStream();
    await assert.rejects(async () => {
      for await (const _event of chat()) throw new Error('mine');
    }, /mine/);
    await once(await opened, 'close');
  });

  it('aborts the request by the signal, and the loop throws', async () => {
    const opened = openStream();
    const abort = new AbortController();
    await assert.rejects(
      async () => {
        for await (const _event of chat(abort.signal)) abort.abort();
      },
      { name: 'AbortError' },
    );
    await once(await opened, 'close');
  });

  it('aborts by the signal while the answer has not begun', async () => {
    const asked = new Promise<ServerResponse>((resolve) => {
      gateway.answer = (_request, response) => resolve(response);
    });
    const abort = new AbortController();
    const first = chat(abort.signal).next();
    const response = await asked;
    const closed = once(response, 'close');
    abort.abort();
    await assert.rejects(first, { name: 'AbortError' });
    await closed;
  });

  it('does not ask at all when the signal was aborted before', async () => {
    const already = gateway.requests.length;
    await assert.rejects(collect(chat(AbortSignal.abort())), { name: 'AbortError' });
    assert.equal(gateway.requests.length, already);
  });
});
