import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeCommand, isAlive } from './fake-command.ts';
import { CHAT, call, chat, post, until } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

interface EngineOnWire {
  readonly id: string;
  readonly model: string;
  readonly state: string;
  readonly pid: number | null;
  readonly reason: string | null;
  readonly context: number | null;
  readonly process_status: string | null;
  readonly started_at: string;
  readonly ready_at: string;
}

const engines = async ({ url }: RunningGateway): Promise<EngineOnWire[]> =>
  (await call(url, '/v1/engines')).json()['data'] as unknown as EngineOnWire[];

describe('engines that the gateway starts', () => {
  test('100 concurrent cold requests are one start, and all are answered', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand('--load-ms', '300', '--name', 'a')} }
`);
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(running.url, CHAT, chat('a'))));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal((await engines(running)).length, 1);
  });

  test('a swap costs at most 20 ms beyond the stop and the start of the engines', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand('--name', 'a')} }
  b: { engine: openai, command: ${fakeCommand('--name', 'b')} }
`);
    await post(running.url, CHAT, chat('a'));
    const swap = async (model: string): Promise<number> => {
      const before = (await engines(running)).find((engine) => engine.state === 'ready') as EngineOnWire;
      const times = { asked: 0, gone: 0, answered: 0 };
      times.asked = Date.now();
      const answer = post(running.url, CHAT, chat(model));
      await until('the old one is gone', () => !isAlive(before.pid as number));
      times.gone = Date.now();
      assert.equal((await answer).status, 200);
      times.answered = Date.now();
      const now = (await engines(running)).find((engine) => engine.state === 'ready') as EngineOnWire;
      const start = Date.parse(now.ready_at) - Date.parse(now.started_at);
      const stop = times.gone - times.asked;
      return times.answered - times.asked - stop - start;
    };
    const medians: number[] = [];
    // Whatever else the machine does is measured too: one round in three without it is enough.
    while (medians.length < 3 && !medians.some((median) => median <= 20)) {
      const overheads: number[] = [];
      for (let i = 0; i < 8; i++) overheads.push(await swap(i % 2 === 0 ? 'b' : 'a'));
      medians.push(overheads.sort((x, y) => x - y)[4] as number);
    }
    assert.ok((medians.at(-1) as number) <= 20, `medians ${medians.join(', ')} ms`);
  });

  test('a start that fails says why, in the error and at GET /v1/engines/{id}', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand('--exit-on-start', '7', '--log-lines', '3')} }
`);
    const answer = await post(running.url, CHAT, chat('a'));
    assert.equal(answer.status, 502, answer.text);
    assert.equal(answer.json().error?.['code'], 'engine_start_failed');
    assert.match(String(answer.json().error?.['message']), /code 7/);
    const [engine] = await engines(running);
    assert.match(engine?.reason ?? '', /code 7/);
    assert.equal(engine?.process_status, 'crashed');
    const one = await call(running.url, `/v1/engines/${engine?.id}`);
    assert.match(String(one.json()['reason']), /code 7/);
    const logs = (await call(running.url, `/v1/engines/${engine?.id}/logs`)).json()['data'] as unknown[];
    assert.ok(logs.length >= 3, `${logs.length} log lines`);
  });

  test('one that crashes is started again', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand()} }
`);
    await post(running.url, CHAT, chat('a'));
    const [first] = await engines(running);
    process.kill(first?.pid as number, 'SIGKILL');
    await until('it is seen', async () => (await engines(running)).some((engine) => engine.state === 'crashed'));
    const answer = await post(running.url, CHAT, chat('a'));
    assert.equal(answer.status, 200, answer.text);
    const ready = (await engines(running)).find((engine) => engine.state === 'ready');
    assert.notEqual(ready?.pid, first?.pid);
  });

  test('start, stop and logs by API', async () => {
    await using running = await runGateway(`
models:
  a:
    engine: openai
    variants:
      - { context: 512, command: ${fakeCommand('--log-lines', '5')} }
      - { context: 1024, command: ${fakeCommand()} }
`);
    const started = await post(running.url, '/v1/engines', '{"model":"a","context":600}');
    assert.equal(started.status, 200, started.text);
    assert.equal(started.json()['context'], 1024);
    const { id, pid } = started.json() as unknown as EngineOnWire;
    const stopped = await post(running.url, `/v1/engines/${id}/stop`, '');
    assert.equal(stopped.json()['state'], 'stopped', stopped.text);
    assert.equal(isAlive(pid as number), false);
    const variant = await post(running.url, '/v1/engines', '{"model":"a","variant":0}');
    const logs = (await call(running.url, `/v1/engines/${variant.json()['id']}/logs?lines=3`)).json()['data'] as {
      line: string;
    }[];
    assert.equal(logs.length, 3);
    assert.equal((await post(running.url, '/v1/engines', '{"model":"a","variant":2}')).status, 400);
    assert.equal((await post(running.url, '/v1/engines', '{"model":"a","context":4096}')).status, 400);
    assert.equal((await post(running.url, '/v1/engines', '{"model":"b"}')).status, 404);
    assert.equal((await post(running.url, '/v1/engines/nope/stop', '')).status, 404);
  });

  test('no room: 409 that says what runs', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand()} }
  b: { engine: openai, command: ${fakeCommand()} }
`);
    const abort = new AbortController();
    const busy = await fetch(running.url + CHAT, {
      method: 'POST',
      body: chat('a', { stream: true }, '[fake chunks=10000 delay=10]'),
      signal: abort.signal,
    });
    const refused = await post(running.url, '/v1/engines', '{"model":"b"}');
    assert.equal(refused.status, 409);
    assert.equal(refused.json().error?.['code'], 'no_room');
    assert.match(String(refused.json().error?.['message']), /\ba\b/);
    abort.abort();
    await busy.body?.cancel().catch(() => {});
  });

  test('a forced stop ends the streams with an error event', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand()} }
`);
    const stream = post(running.url, CHAT, chat('a', { stream: true }, '[fake chunks=10000 delay=10]'));
    await until('it answers', async () => (await engines(running)).some((engine) => engine.state === 'ready'));
    const [engine] = await engines(running);
    await until(
      'it is in flight',
      async () => Number((await call(running.url, `/v1/engines/${engine?.id}`)).json()['in_flight']) === 1,
    );
    const stopped = await post(running.url, `/v1/engines/${engine?.id}/stop`, '{"force":true}');
    assert.equal(stopped.json()['state'], 'stopped');
    const { text } = await stream;
    assert.match(text, /"code":"engine_stopped"/);
    assert.doesNotMatch(text, /\[DONE\]/);
  });

  test('the fleet tells its changes on /v1/events, and log lines can be followed', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand('--log-lines', '2')} }
`);
    const abort = new AbortController();
    const response = await fetch(`${running.url}/v1/events`, { signal: abort.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let text = '';
    const heard = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(text)) {
        const { value, done } = await reader.read();
        assert.ok(!done && value !== undefined, `the stream ended: ${text}`);
        text += Buffer.from(value).toString();
      }
    };
    const started = (await post(running.url, '/v1/engines', '{"model":"a"}')).json();
    await heard(/"state":"starting"[\s\S]*"state":"ready"/);
    const following = call(running.url, `/v1/engines/${started['id']}/logs?follow=true`);
    await post(running.url, `/v1/engines/${started['id']}/stop`, '');
    await heard(/"state":"draining"[\s\S]*"state":"stopped"/);
    const followed = await following;
    assert.match(followed.headers['content-type'] ?? '', /^text\/event-stream/);
    assert.match(followed.text, /"stream":"std(out|err)"[\s\S]*data: \[DONE\]\n\n$/);
    abort.abort();
  });

  test('a model with an idle time is unloaded, and a request that comes meanwhile is served', async () => {
    await using running = await runGateway(`
models:
  a: { engine: openai, idle_unload: 300ms, command: ${fakeCommand('--stop-ms', '300')} }
`);
    await post(running.url, CHAT, chat('a'));
    await until('it is being stopped', async () =>
      (await engines(running)).some((engine) => engine.state === 'draining'),
    );
    assert.equal((await post(running.url, CHAT, chat('a'))).status, 200);
  });

  test('the smallest variant that fits is started, and a ready larger one is used', async () => {
    await using running = await runGateway(`
models:
  a:
    engine: openai
    variants:
      - { context: 64, command: ${fakeCommand('--name', 'small')} }
      - { context: 100000, command: ${fakeCommand('--name', 'large')} }
`);
    await post(running.url, CHAT, chat('a', { max_tokens: 5 }, 'hi'));
    assert.equal((await engines(running)).find((engine) => engine.state === 'ready')?.context, 64);
    await post(running.url, CHAT, chat('a', { max_tokens: 500 }, 'hi'));
    assert.equal((await engines(running)).find((engine) => engine.state === 'ready')?.context, 100000);
    await post(running.url, CHAT, chat('a', { max_tokens: 5 }, 'hi'));
    assert.equal((await engines(running)).find((engine) => engine.state === 'ready')?.context, 100000);
  });
});

test('eight clients alternating between two models on one slot: none fails, 5 × the throughput of swapping each time', async () => {
  const seconds = process.env['CI'] === 'true' ? 60 : 15;
  await using running = await runGateway(`
models:
  a: { engine: openai, command: ${fakeCommand('--load-ms', '1000', '--name', 'a')} }
  b: { engine: openai, command: ${fakeCommand('--load-ms', '1000', '--name', 'b')} }
`);
  const end = Date.now() + seconds * 1000;
  const failures: string[] = [];
  let served = 0;
  const client = async (first: string): Promise<void> => {
    for (let model = first; Date.now() < end; model = model === 'a' ? 'b' : 'a') {
      const answer = await post(running.url, CHAT, chat(model));
      if (answer.status === 200) served += 1;
      else failures.push(answer.text);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, i) => client(i % 2 === 0 ? 'a' : 'b')));
  assert.deepEqual(failures, []);
  // Swapping on each request: one request for each load of one second (the stop is free).
  assert.ok(served >= 5 * seconds, `${served} requests in ${seconds} s`);
});
