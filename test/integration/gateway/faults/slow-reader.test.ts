import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { CHAT, call, chat, until } from '../requests.ts';
import { type ChildGateway, spawnGateway } from '../spawn-gateway.ts';

const TOTAL = 200 * 1024 * 1024;

describe('a reader that is slow', () => {
  test('costs the gateway at most 16 MB of memory for an answer of 200 MB', async () => {
    let written = 0;
    let total = 20 * 1024 * 1024;
    const big = createServer((req, res) => {
      if (req.url === '/health') return res.end('ok');
      req.resume();
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = Buffer.alloc(64 * 1024, 'data: x\n\n');
      const push = (): void => {
        while (written < total && !res.destroyed) {
          written += chunk.length;
          if (!res.write(chunk)) return void res.once('drain', push);
        }
        res.end();
      };
      push();
    });
    await new Promise<void>((resolve) => big.listen(0, '127.0.0.1', resolve));
    const { port } = big.address() as { port: number };
    const gateway: ChildGateway = await spawnGateway(
      // An engine that is held back is not silent.
      `timeouts: { between_chunks: 300ms }
models: { tiny: { engine: openai, url: "http://127.0.0.1:${port}", health_path: /health } }`,
    );
    try {
      const body = chat('tiny', { stream: true });
      // What is compiled and allocated once, for streams of any reader, is there before.
      for (let i = 0; i < 3; i++) {
        written = 0;
        await call(gateway.url, CHAT, { body });
      }
      [written, total] = [0, TOTAL];
      const before = gateway.rssBytes();
      const socket = connect({ host: '127.0.0.1', port: Number(new URL(gateway.url).port) });
      socket.pause();
      socket.write(`POST ${CHAT} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
      // The engine gets stuck when every buffer on the way is full.
      let last = -1;
      let stuckMs = 0;
      await until(
        'the engine is held back',
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 200));
          stuckMs = written > 0 && written === last ? stuckMs + 200 : 0;
          last = written;
          // For longer than `between_chunks`.
          return stuckMs >= 600;
        },
        20_000,
      );
      assert.ok(written < TOTAL / 2, `${written} bytes were taken from the engine`);
      const grown = gateway.rssBytes() - before;
      assert.ok(grown <= 16 * 1024 * 1024, `${(grown / 1048576).toFixed(1)} MB`);
      let read = 0;
      let peak = 0;
      socket.on('data', (data) => {
        read += data.length;
        if (read % 1024 < 64) peak = Math.max(peak, gateway.rssBytes());
      });
      socket.resume();
      await until('all of it has come through', () => read >= TOTAL, 60_000);
      socket.destroy();
    } finally {
      await gateway.stop();
      big.closeAllConnections();
      await new Promise((resolve) => big.close(resolve));
    }
  });
});
