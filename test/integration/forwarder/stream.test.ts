import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { until } from '../gateway/requests.ts';
import { eventsOf, type RunningForwarder, runForwarder } from './run-forwarder.ts';
import { events, json, startUserEngine, type UserEngine } from './user-engine.ts';

let engine: UserEngine;
before(async () => {
  engine = await startUserEngine();
});
after(() => engine[Symbol.asyncDispose]());

const withForwarder = async (set: readonly string[], run: (forwarder: RunningForwarder) => Promise<void>) => {
  await using forwarder = await runForwarder({ port: engine.port, set });
  await run(forwarder);
};
const stream = (...settings: string[]): string[] => settings.map((one) => `forwarder.stream.${one}`);

describe('POST /stream', () => {
  it('wraps each event of the engine; what is not JSON becomes a string', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => {
        events(res, 'data: {"a": 1.0}\n\n', 'event: x\ndata: plain\r\n\r\nda', 'ta: [DONE]\n\n');
        res.end();
      };
      const answer = await forwarder.post('/stream', '{"args":{"q":1}}');
      assert.equal(engine.seen.at(-1)?.body, '{"q":1}');
      assert.equal(engine.seen.at(-1)?.path, '/stream');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'text/event-stream; charset=utf-8');
      assert.equal(
        answer.text,
        'data: {"result":{"a": 1.0}}\n\ndata: {"result":"plain"}\n\ndata: {"result":"[DONE]"}\n\n',
      );
    }));

  it('as strings, and with the status, where that is set', () =>
    withForwarder(stream('serialize_results_as_string=true', 'forward_http_status_in_body=true'), async (forwarder) => {
      engine.answer = (res) => {
        events(res, 'data: {"a":1}\n\n');
        res.end();
      };
      const { text } = await forwarder.post('/stream', '{}');
      assert.deepEqual(eventsOf(text), ['{"result":"{\\"a\\":1}","status_code":200}']);
    }));

  it('leaves the engine’s bytes alone where it should not wrap', () =>
    withForwarder(stream('wrap_response=false'), async (forwarder) => {
      engine.answer = (res) => {
        events(res, 'id: 7\ndata: {"a":1}\r\n\r\n: note\n\n');
        res.end();
      };
      const { status, url } = { status: 200, url: forwarder.url };
      const answer = await fetch(`${url}/stream`, { method: 'POST', body: '{}' });
      assert.equal(answer.status, status);
      assert.equal(await answer.text(), 'id: 7\ndata: {"a":1}\r\n\r\n: note\n\n');
    }));

  it('takes the last event though its blank line is missing', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => {
        events(res, 'data: 1\n\ndata: 2');
        res.end();
      };
      assert.deepEqual(eventsOf((await forwarder.post('/stream', '{}')).text), ['{"result":1}', '{"result":2}']);
    }));

  it('an engine that answers JSON instead of a stream: one event', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => json(res, 200, '{"whole":true}');
      assert.deepEqual(eventsOf((await forwarder.post('/stream', '{}')).text), ['{"result":{"whole":true}}']);
    }));

  it('events come as they are made, one by one', () =>
    withForwarder([], async (forwarder) => {
      let next = (): void => {};
      engine.answer = (res) => {
        events(res, 'data: 1\n\n');
        next = () => res.end('data: 2\n\n');
      };
      const answer = await fetch(`${forwarder.url}/stream`, { method: 'POST', body: '{}' });
      const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
      const read = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString();
      assert.equal(await read(), 'data: {"result":1}\n\n');
      next();
      assert.equal(await read(), 'data: {"result":2}\n\n');
      assert.equal((await reader.read()).done, true);
    }));
});

describe('an error of the engine before its first event', () => {
  it('keeps its status, in the envelope', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => json(res, 418, '{"detail":"I am a teapot"}');
      const answer = await forwarder.post('/stream', '{}');
      assert.equal(answer.status, 418);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
      assert.equal(answer.json().error?.['message'], 'I am a teapot');
    }));

  it('is the only event, where the status is not to be forwarded', () =>
    withForwarder(stream('forward_http_status=false', 'forward_http_status_in_body=true'), async (forwarder) => {
      engine.answer = (res) => json(res, 500, '{"detail":"broken"}');
      const answer = await forwarder.post('/stream', '{}');
      assert.equal(answer.status, 200);
      assert.deepEqual(eventsOf(answer.text), ['{"result":{"detail":"broken"},"status_code":500}']);
    }));
});

describe('a stream that breaks', () => {
  it('ends with an error event, never in silence, and half an event is not sent', async () => {
    for (const wrap of [true, false]) {
      await withForwarder(stream(`wrap_response=${wrap}`), async (forwarder) => {
        engine.answer = (res) => {
          events(res, 'data: {"a":1}\n\n', 'data: {"half"');
          setTimeout(() => res.destroy(), 20);
        };
        const answer = await fetch(`${forwarder.url}/stream`, { method: 'POST', body: '{}' });
        const [first, second, ...rest] = eventsOf(await answer.text());
        assert.equal(first, wrap ? '{"result":{"a":1}}' : '{"a":1}');
        assert.equal(JSON.parse(second as string).error.code, 'engine_disconnected');
        assert.deepEqual(rest, []);
      });
    }
  });

  it('by its client: the engine is told, and the permit is free', () =>
    withForwarder(['forwarder.max_concurrency=1'], async (forwarder) => {
      engine.answer = (res) => events(res, 'data: 1\n\n');
      const { hostname, port } = new URL(forwarder.url);
      const req = request({ hostname, port, path: '/stream', method: 'POST', agent: false });
      req.on('error', () => {});
      req.end('{}');
      const [res] = await once(req, 'response');
      await once(res, 'data');
      assert.equal((await forwarder.post('/predict', '{}')).status, 429, 'the stream counts until its end');
      req.destroy();
      await until('the engine sees it', () => engine.seen.at(-1)?.aborted === true);
      await until('the permit is free', () => forwarder.permits.inUse() === 0);
      engine.answer = (answer) => json(answer, 200, '1');
      assert.equal((await forwarder.post('/predict', '{}')).status, 200);
    }));

  it('by a slow reader: the engine is held back, and every byte arrives', () =>
    withForwarder(stream('wrap_response=true'), async (forwarder) => {
      const event = `data: "${'x'.repeat(64 * 1024)}"\n\n`;
      let written = 0;
      let blocked = false;
      engine.answer = (res) => {
        events(res);
        const more = (): void => {
          for (; written < 1_000; written++)
            if (!res.write(event)) {
              blocked = true;
              written += 1;
              return void res.once('drain', more);
            }
          res.end();
        };
        more();
      };
      const { hostname, port } = new URL(forwarder.url);
      const req = request({ hostname, port, path: '/stream', method: 'POST', agent: false }).end('{}');
      const [res] = await once(req, 'response');
      await until('the engine waits', () => blocked);
      let stable = -1;
      await until('nothing more is taken', async () => {
        const before = written;
        await new Promise((resolve) => setTimeout(resolve, 100));
        stable = written;
        return before === stable;
      });
      assert.ok(stable < 900, `${stable} events were taken ahead of the reader`);
      let bytes = 0;
      for await (const chunk of res) bytes += chunk.length;
      assert.equal(bytes, 1_000 * (event.length + '{"result":}'.length));
    }));
});
