import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { healthcheckUrls, untilHealthy } from '../../../server/forwarder/healthcheck.ts';
import type { SectionSettings } from '../../../server/forwarder/settings.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';

const section = (port: number, healthcheckRoute: string): SectionSettings =>
  ({ origin: `http://localhost:${port}`, healthcheckRoute }) as SectionSettings;

const rest = { maxConcurrency: 1, maxBodyBytes: 1 };

/** Answers with these statuses in turn, the last one for ever. */
async function engineThatAnswers(...statuses: number[]) {
  let asked = 0;
  const server = createServer((_req, res) => {
    res.writeHead(statuses[Math.min(asked, statuses.length - 1)] as number).end();
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`,
    asked: () => asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function collecting(): { log: Log; lines: [string, object][] } {
  const lines: [string, object][] = [];
  const info = (fields: object, message = ''): void => void lines.push([message, fields]);
  return { log: { ...silentLog, info }, lines };
}

describe('what is asked', () => {
  it('the healthcheck of each section, the same one once', () => {
    const [a, b] = [section(1, '/a'), section(2, '/b')];
    assert.deepEqual(healthcheckUrls({ sync: a, stream: b, ...rest }), [
      'http://localhost:1/a',
      'http://localhost:2/b',
    ]);
    assert.deepEqual(healthcheckUrls({ sync: a, stream: a, ...rest }), ['http://localhost:1/a']);
    assert.deepEqual(healthcheckUrls({ sync: null, stream: b, ...rest }), ['http://localhost:2/b']);
  });
});

describe('waiting for an engine', () => {
  const signal = new AbortController().signal;

  it('goes on until it answers 200: other statuses, also good ones, do not count', async () => {
    await using engine = await engineThatAnswers(503, 404, 204, 200);
    const { log, lines } = collecting();
    assert.equal(await untilHealthy({ urls: [engine.url], clock: systemClock, log, signal }), true);
    assert.equal(engine.asked(), 4);
    const [waiting, healthy] = lines;
    assert.equal(waiting?.[0], 'waiting for the engine to be healthy');
    assert.equal((waiting?.[1] as Record<string, unknown> | undefined)?.['answer'], '503');
    assert.equal(healthy?.[0], 'the engine is healthy');
  });

  it('is for every one of them', async () => {
    await using quick = await engineThatAnswers(200);
    await using slow = await engineThatAnswers(503, 503, 200);
    await untilHealthy({ urls: [quick.url, slow.url], clock: systemClock, log: silentLog, signal });
    assert.deepEqual([quick.asked(), slow.asked()], [1, 3]);
  });

  it('ends at once when it is told to, also before it began', async () => {
    await using engine = await engineThatAnswers(503);
    const told = new AbortController();
    const waiting = untilHealthy({ urls: [engine.url], clock: systemClock, log: silentLog, signal: told.signal });
    told.abort();
    assert.equal(await waiting, false);
    assert.equal(
      await untilHealthy({ urls: [engine.url], clock: systemClock, log: silentLog, signal: told.signal }),
      false,
    );
  });
});
