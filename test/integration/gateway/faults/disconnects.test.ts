import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { type FakeEngine, startFake } from '../../../fakes/start-fake.ts';
import { CHAT, call, chat, until } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';

/** Sends a request and leaves after `leaveAfter` bytes of the answer, or after that many ms without one. */
function leave(url: string, body: string, when: { afterBytes: number } | { afterMs: number }): Promise<number> {
  return new Promise((resolve) => {
    const req = request(url + CHAT, { method: 'POST', agent: false, headers: { 'content-type': 'application/json' } });
    const go = (): void => {
      req.destroy();
      resolve(performance.now());
    };
    req.on('error', () => {});
    req.on('response', (res) => {
      let bytes = 0;
      res.on('error', () => {});
      res.on('data', (chunk) => {
        bytes += chunk.length;
        if ('afterBytes' in when && bytes >= when.afterBytes) go();
      });
    });
    req.end(body);
    if ('afterMs' in when) setTimeout(go, when.afterMs);
  });
}

async function inFlight(url: string): Promise<number> {
  const engines = (await call(url, '/v1/engines')).json()['data'] as { in_flight: number }[];
  return engines.reduce((sum, engine) => sum + engine.in_flight, 0);
}

describe('a client that leaves', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(`
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health, concurrency: 40 }
`);
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  /** How long the engine's connection stayed open after the client had left. */
  async function closedAfterMs(body: string, when: Parameters<typeof leave>[2]): Promise<number> {
    const before = (await engine.stats()).aborted;
    const leftAt = await leave(running.url, body, when);
    await until('the engine sees the end', async () => (await engine.stats()).aborted > before);
    return performance.now() - leftAt;
  }

  test('in a stream: the engine is let go within 100 ms', async () => {
    const times: number[] = [];
    const body = chat('tiny', { stream: true }, '[fake chunks=1000 delay=20]');
    for (let i = 0; i < 20; i++) times.push(await closedAfterMs(body, { afterBytes: 200 }));
    assert.ok(Math.max(...times) < 100, `${Math.max(...times)} ms`);
  });

  test('waiting for an answer that is not streamed: the engine is let go within 100 ms', async () => {
    const times: number[] = [];
    const body = chat('tiny', {}, '[fake ttft=60000]');
    for (let i = 0; i < 20; i++) times.push(await closedAfterMs(body, { afterMs: 30 }));
    assert.ok(Math.max(...times) < 100, `${Math.max(...times)} ms`);
  });

  test('500 that leave at random moments leave nothing in flight', async () => {
    let seed = 42;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    };
    const one = (): Promise<number> => {
      const stream = random() < 0.5;
      const body = chat('tiny', { stream }, stream ? '[fake chunks=50 delay=2]' : '[fake ttft=40]');
      return leave(running.url, body, { afterMs: Math.floor(random() * 60) });
    };
    for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 50 }, one));
    await until('nothing is in flight at the gateway', async () => (await inFlight(running.url)) === 0);
    await until('nothing is in flight at the engine', async () => (await engine.stats()).in_flight === 0);
    const metrics = (await call(running.url, '/metrics')).text;
    assert.match(metrics, /roundhouse_requests_waiting\{model="tiny"\} 0/);
  });
});
