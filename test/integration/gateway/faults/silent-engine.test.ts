import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { CHAT, chat, post } from '../requests.ts';
import { runGateway } from '../run-gateway.ts';

interface Engine extends AsyncDisposable {
  readonly url: string;
  /** Resolves when a request's connection has been closed by the gateway. */
  readonly dropped: Promise<void>;
}

/** An engine that answers as `answer` does, and says nothing more. */
async function engineThat(answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Engine> {
  let drop = (): void => {};
  const dropped = new Promise<void>((resolve) => {
    drop = resolve;
  });
  const server = createServer((req, res) => {
    if (req.url === '/health') return void res.end('ok');
    req.resume();
    res.once('close', drop);
    answer(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    dropped,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const gatewayTo = (url: string, timeouts: string) =>
  runGateway(`
timeouts: { ${timeouts} }
models: { tiny: { engine: openai, url: "${url}", health_path: /health } }
`);

const event = (content: string): string => `data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`;

describe('an engine that says nothing', () => {
  test('from the beginning: 504 after `timeouts.first_byte`, and its connection is closed', async () => {
    await using engine = await engineThat(() => {});
    await using running = await gatewayTo(engine.url, 'first_byte: 200ms');
    const startedAt = performance.now();
    const answer = await post(running.url, CHAT, chat('tiny'));
    assert.equal(answer.status, 504);
    assert.equal(answer.json().error?.['code'], 'engine_timeout');
    assert.match(String(answer.json().error?.['message']), /timeouts\.first_byte/);
    assert.ok(performance.now() - startedAt >= 200);
    await engine.dropped;
  });

  test('in the middle of a stream: an error event after `timeouts.between_chunks`', async () => {
    await using engine = await engineThat((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(event('hello'));
    });
    await using running = await gatewayTo(engine.url, 'between_chunks: 200ms');
    const answer = await post(running.url, CHAT, chat('tiny', { stream: true }));
    assert.equal(answer.status, 200);
    const [first, last] = answer.text.split('\n\n');
    assert.equal(`${first}\n\n`, event('hello'));
    const error = JSON.parse(String(last).replace(/^data: /, '')).error;
    assert.equal(error.code, 'engine_timeout');
    assert.match(error.message, /timeouts\.between_chunks/);
    await engine.dropped;
  });

  test('in the middle of an error: as in the middle of an answer', async () => {
    await using engine = await engineThat((_req, res) => {
      res.writeHead(400, { 'content-type': 'application/json' });
      res.write('{"error":');
    });
    await using running = await gatewayTo(engine.url, 'between_chunks: 200ms');
    const answer = await post(running.url, CHAT, chat('tiny'));
    assert.equal(answer.status, 504);
    assert.match(String(answer.json().error?.['message']), /timeouts\.between_chunks/);
  });

  test('for less than that, again and again, is let alone', async () => {
    await using engine = await engineThat((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      let left = 8;
      const timer = setInterval(() => {
        res.write(event('x'));
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        res.end('data: [DONE]\n\n');
      }, 100);
    });
    await using running = await gatewayTo(engine.url, 'between_chunks: 500ms, first_byte: 500ms');
    const answer = await post(running.url, CHAT, chat('tiny', { stream: true }));
    assert.match(answer.text, /\[DONE\]/);
    assert.doesNotMatch(answer.text, /engine_timeout/);
  });

  test('for the whole of `timeouts.request`, though it goes on: an error event', async () => {
    await using engine = await engineThat((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => res.write(event('x')), 20);
      res.once('close', () => clearInterval(timer));
    });
    await using running = await gatewayTo(engine.url, 'request: 300ms');
    const answer = await post(running.url, CHAT, chat('tiny', { stream: true }));
    assert.match(answer.text, /timeouts\.request.*engine_timeout/);
    await engine.dropped;
  });
});
