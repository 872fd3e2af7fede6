import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { type FakeEngine, startFake } from '../../../fakes/start-fake.ts';
import { CHAT, chat, post } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';

async function withEngine(
  flags: readonly string[],
  run: (running: RunningGateway, engine: FakeEngine) => Promise<void>,
): Promise<void> {
  const engine = await startFake(['--kind', 'openai', ...flags]);
  const running = await runGateway(`
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health }
`);
  try {
    await run(running, engine);
  } finally {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  }
}

const events = (text: string): string[] =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));

describe('an engine that fails', () => {
  test('killed in the middle of a stream: an error event within 250 ms, then the end, no [DONE]', async () => {
    await withEngine([], async (running, engine) => {
      const started = Date.now();
      const response = await fetch(running.url + CHAT, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: chat('tiny', { stream: true }, '[fake chunks=100000 delay=5]'),
      });
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      process.kill(engine.pid, 'SIGKILL');
      const killedAt = performance.now();
      let text = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += Buffer.from(value).toString();
      }
      assert.ok(performance.now() - killedAt < 250, `${performance.now() - killedAt} ms`);
      assert.ok(Date.now() - started < 10_000);
      const last = JSON.parse(events(text).at(-1) as string);
      assert.equal(last.error.code, 'engine_disconnected');
      assert.equal(last.request_id, response.headers.get('x-request-id'));
      assert.doesNotMatch(text, /\[DONE\]/);
    });
  });

  test('its socket cut in the middle of a stream: the same, and the engine lives', async () => {
    await withEngine(['--cut-after-chunks', '3'], async (running) => {
      const answer = await post(running.url, CHAT, chat('tiny', { stream: true }, '[fake chunks=10]'));
      assert.equal(answer.status, 200);
      assert.equal(JSON.parse(events(answer.text).at(-1) as string).error.code, 'engine_disconnected');
      assert.doesNotMatch(answer.text, /\[DONE\]/);
    });
  });

  test("on Anthropic's route the error event has Anthropic's form", async () => {
    await withEngine(['--cut-after-chunks', '3'], async (running) => {
      const body = JSON.stringify({
        model: 'tiny',
        max_tokens: 9,
        stream: true,
        messages: [{ role: 'user', content: '[fake chunks=10]' }],
      });
      const answer = await post(running.url, '/v1/messages', body);
      assert.match(answer.text, /\n\nevent: error\ndata: \{"type":"error"[^\n]*\}\n\n$/);
    });
  });

  test('broken before an answer, after it had the request: 502, and it was asked once', async () => {
    let asked = 0;
    const sockets = new Set<Socket>();
    const broken: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        if (data.includes('GET /health'))
          return void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok');
        asked += 1;
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
    const { port } = broken.address() as { port: number };
    const running = await runGateway(
      `models: { tiny: { engine: openai, url: "http://127.0.0.1:${port}", health_path: /health } }`,
    );
    try {
      const answer = await post(running.url, CHAT, chat('tiny'));
      assert.equal(answer.status, 502);
      assert.equal(answer.json().error?.['code'], 'engine_disconnected');
      assert.equal(asked, 1);
    } finally {
      await running[Symbol.asyncDispose]();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => broken.close(resolve));
    }
  });

  test('a refused connection is tried again elsewhere; the engine that answers is asked once', async () => {
    const alive = await startFake(['--kind', 'openai']);
    const dies = await startFake(['--kind', 'openai']);
    const running = await runGateway(`
models:
  tiny: { engine: openai, urls: ["${dies.url}", "${alive.url}"], health_path: /health }
`);
    try {
      for (let i = 0; i < 4; i++) assert.equal((await post(running.url, CHAT, chat('tiny'))).status, 200);
      await dies.stop();
      const before = (await alive.stats()).hits;
      for (let i = 0; i < 6; i++) assert.equal((await post(running.url, CHAT, chat('tiny'))).status, 200);
      assert.equal((await alive.stats()).hits - before, 6);
    } finally {
      await running[Symbol.asyncDispose]();
      await alive.stop();
    }
  });

  test('nobody there at all: an answer in the envelope, soon', async () => {
    const gone = await startFake(['--kind', 'openai']);
    const { url } = gone;
    await gone.stop();
    const running = await runGateway(`models: { tiny: { engine: openai, url: "${url}", health_path: /health } }`);
    try {
      const startedAt = performance.now();
      const answer = await post(running.url, CHAT, chat('tiny'));
      assert.ok([502, 503].includes(answer.status), answer.text);
      assert.match(String(answer.json().error?.['code']), /^engine_un/);
      assert.ok(performance.now() - startedAt < 5_000);
    } finally {
      await running[Symbol.asyncDispose]();
    }
  });

  test('an answer that is not HTTP: 502', async () => {
    const nonsense: Server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        socket.end(
          data.includes('GET /health') ? 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n' : 'SSH-2.0-OpenSSH\r\n',
        );
      });
    });
    await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
    const { port } = nonsense.address() as { port: number };
    const running = await runGateway(
      `models: { tiny: { engine: openai, url: "http://127.0.0.1:${port}", health_path: /health } }`,
    );
    try {
      const answer = await post(running.url, CHAT, chat('tiny'));
      assert.equal(answer.status, 502);
      assert.equal(answer.json().error?.['code'], 'engine_bad_response');
    } finally {
      await running[Symbol.asyncDispose]();
      await new Promise((resolve) => nonsense.close(resolve));
    }
  });
});
