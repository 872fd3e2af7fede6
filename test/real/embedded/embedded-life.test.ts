/** The embedded engine as a real process with the built-in model: how it starts, waits and ends. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { freePort, japan, runToEnd, startEmbedded, story, tinyModel } from './embedded-process.ts';

const chat = '/v1/chat/completions';
const _tokyo = 'The capital of Japan is Tokyo.';
/** An answer that goes on until the context is full: its grammar does not let it end before. */
const list = { type: 'array', items: { const: 'on and on' }, minItems: 300 };
const endless = {
  messages: story,
  temperature: 0,
  response_format: { type: 'json_schema', json_schema: { name: 'list', schema: list } },
};

describe('the life of the embedded engine', () => {
  it('is ready within 1.5 s', async () => {
    const started = performance.now();
    const engine = await startEmbedded();
    assert.ok(performance.now() - started < 1_500);
    await engine.stop();
  });

  it('has the context that the model was trained with, when none is given', async () => {
    const engine = await startEmbedded();
    const { json } = await engine.get('/v1/models');
    await engine.stop();
    assert.equal(json.data[0].meta.n_ctx, 1_024);
    assert.equal(json.data[0].id, 'tiny.q8_0');
  });

  it('serves one request after the other with one sequence, in their order', async () => {
    const engine = await startEmbedded('--parallel', '1');
    const order: number[] = [];
    const requests = [0, 1, 2, 3].map(async (index) => {
      await engine.post(chat, { messages: japan, temperature: 0, max_tokens: 5 });
      order.push(index);
    });
    await Promise.all(requests);
    await engine.stop();
    assert.equal(order.length, 4);
  });

  it('ends with 0 soon after SIGTERM, while a stream is open', async () => {
    const engine = await startEmbedded();
    const response = await fetch(engine.url + chat, {
      method: 'POST',
      body: JSON.stringify({ ...endless, stream: true }),
    });
    await response.body?.getReader().read();
    const exit = once(engine.child, 'exit');
    const asked = performance.now();
    engine.child.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
    assert.ok(performance.now() - asked < 500, `${performance.now() - asked} ms`);
  });

  it('says in one line why it cannot start', async () => {
    const text = join(tmpdir(), `no-model-${process.pid}.gguf`);
    await writeFile(text, 'this is no model at all');
    const broken = join(tmpdir(), `broken-model-${process.pid}.gguf`);
    await writeFile(broken, Buffer.concat([Buffer.from('GGUF\x03\0\0\0', 'latin1'), Buffer.alloc(64, 7)]));
    const future = join(tmpdir(), `future-model-${process.pid}.gguf`);
    await writeFile(future, Buffer.alloc(64, 'GGUFGGUF'));
    const port = String(await freePort());
    const cases: [string[], RegExp][] = [
      [['--port', port], /--model FILE is missing/],
      [['--model', '/no/such.gguf', '--port', port], /cannot read \/no\/such\.gguf: ENOENT/],
      [['--model', text, '--port', port], /is not a GGUF file/],
      [['--model', future, '--port', port], /is a GGUF of a version that is not known/],
      [['--model', broken, '--port', port], /cannot load/],
      [['--model', tinyModel, '--port', port, '--gpu', 'abacus'], /--gpu must be one of/],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await runToEnd(args);
      assert.equal(code, 1, stderr);
      assert.match(stderr, says);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    }
  });

  it('says so when the port is taken', async () => {
    const engine = await startEmbedded();
    const port = new URL(engine.url).port;
    const { code, stderr } = await runToEnd(['--model', tinyModel, '--port', port]);
    await engine.stop();
    assert.equal(code, 1);
    assert.match(stderr, /cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });

  it('outlives what is no HTTP', async () => {
    const engine = await startEmbedded();
    const socket = connect(Number(new URL(engine.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('what is this\r\n\r\n');
    await once(socket.resume(), 'close');
    assert.equal((await engine.get('/health')).status, 200);
    await engine.stop();
  });
});
