import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEngineMetrics } from '../../../../server/engines/metrics/engine-metrics.ts';
import type { MeteredReplica } from '../../../../server/engines/metrics/replica.ts';
import { type Log, silentLog } from '../../../../server/platform/log.ts';
import { assertGolden } from '../../../fixtures/metrics/golden.ts';
import { readCapture } from '../../../fixtures/read-capture.ts';
import { breaking, endless, hanging, nobody, saying, serveMetrics } from './answer-metrics.ts';

const replica = (id: string, changes: Partial<MeteredReplica> = {}): MeteredReplica => ({
  id,
  model: 'm',
  kind: 'vllm',
  version: null,
  target: null,
  ready: true,
  ...changes,
});

interface Options {
  readonly own?: string;
  readonly log?: Log;
  readonly timeoutMs?: number;
}

const metricsOf = (replicas: readonly MeteredReplica[], { own = '', log = silentLog, timeoutMs = 300 }: Options = {}) =>
  createEngineMetrics({ replicas: () => replicas, models: () => [], own: () => own, log, timeoutMs });

const render = (replicas: readonly MeteredReplica[], options?: Options): Promise<string> =>
  metricsOf(replicas, options).render();

/** The value of `name` for a replica, e.g. '1'; undefined where there is none. */
const numberOf = (text: string, name: string, id: string): string | undefined =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${name}{`) && line.includes(`replica="${id}"`))
    ?.split(' ')
    .at(-1);

/** A log that keeps the warnings. */
function warnings(): { readonly log: Log; readonly said: object[] } {
  const said: object[] = [];
  return { log: { ...silentLog, warn: (fields) => said.push(fields) }, said };
}

const RUNNING = 'roundhouse:num_requests_running';
const scrapeOf = (value: number): string =>
  `# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running{engine="0"} ${value}\n`;

describe('metrics of the fleet', () => {
  it('say in our words what is found here only, also of an engine with a sidecar before it', async () => {
    const said = `${scrapeOf(3)}# TYPE roundhouse:up gauge\nroundhouse:up 1\nroundhouse:num_requests_running 9\n`;
    await using engine = await serveMetrics(saying(said));
    const text = await render([replica('a', { target: engine.target })]);
    assert.equal(text.match(/^roundhouse:up\{/gm)?.length, 1);
    assert.match(text, /^# TYPE roundhouse:up gauge$/m);
    assert.equal(numberOf(text, RUNNING, 'a'), '3');
  });

  it('tell replicas of every kind in one vocabulary', async () => {
    await using vllm = await serveMetrics(saying(readCapture('vllm', 'metrics-full').body));
    await using sglang = await serveMetrics(saying(readCapture('sglang', 'metrics-lora').body));
    await using llama = await serveMetrics(saying(readCapture('llama-server', 'metrics-full').body));
    const text = await render([
      replica('v1', { model: 'big', version: '0.32.0', target: vllm.target }),
      replica('s1', { model: 'wide', kind: 'sglang', version: '0.5.23', target: sglang.target }),
      replica('l1', { model: 'tiny', kind: 'llama.cpp', target: llama.target }),
    ]);
    const heads = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    assert.equal(new Set(heads).size, heads.length);
    const standard = text.split(/^(?=# HELP )/m).filter((block) => /^# HELP roundhouse:/.test(block));
    assertGolden('gateway-three-kinds.txt', standard.join(''));
  });

  it('have the gateway’s own first, then the standard ones, then the engines’ own', async () => {
    await using server = await serveMetrics(saying(scrapeOf(3)));
    const text = await render([replica('a', { target: server.target })], { own: '# TYPE own gauge\nown 1\n' });
    const heads = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    assert.deepEqual([heads[0], heads[1]], ['own', 'roundhouse:up']);
    assert.deepEqual(heads.slice(-2), [RUNNING, 'vllm:num_requests_running']);
  });

  it('put the labels of the replica on standard names and originals', async () => {
    await using server = await serveMetrics(saying(scrapeOf(3)));
    const text = await render([replica('a"b', { model: 'org/m', target: server.target })]);
    for (const name of [RUNNING, 'vllm:num_requests_running'])
      assert.ok(text.includes(`\n${name}{engine="0",model="org/m",replica="a\\"b"} 3\n`), name);
  });

  it('keep an engine’s labels of those names as exported_', async () => {
    await using server = await serveMetrics(saying('x{model="theirs",replica="9",exported_model="z"} 1\ny 2\n'));
    const text = await render([replica('a', { target: server.target })]);
    const labels = 'exported_exported_model="theirs",exported_replica="9",exported_model="z"';
    assert.ok(text.includes(`\nx{${labels},model="m",replica="a"} 1\n`), text);
    assert.ok(text.includes('\ny{model="m",replica="a"} 2\n'));
  });

  it('keep times, and families that have no samples yet', async () => {
    await using server = await serveMetrics(saying('# TYPE later counter\nx 1 1700000000000\n'));
    const text = await render([replica('a', { target: server.target })]);
    assert.match(text, /^# TYPE later counter$/m);
    assert.match(text, /^x\{.*\} 1 1700000000000$/m);
  });

  it('send the model’s headers and API key', async () => {
    const seen = Promise.withResolvers<string | undefined>();
    const headers = { authorization: 'Bearer k' };
    await using server = await serveMetrics((request, response) => {
      seen.resolve(request.headers.authorization);
      response.end(scrapeOf(1));
    }, headers);
    await render([replica('a', { target: server.target })]);
    assert.equal(await seen.promise, 'Bearer k');
  });

  it('read the engines once for callers at the same time', async () => {
    let asked = 0;
    await using server = await serveMetrics((_request, response) => {
      asked += 1;
      response.end(scrapeOf(asked));
    });
    const metrics = metricsOf([replica('a', { target: server.target })]);
    const [first, second] = await Promise.all([metrics.render(), metrics.render()]);
    assert.equal(first, second);
    assert.equal(asked, 1);
    assert.equal(numberOf(await metrics.render(), RUNNING, 'a'), '2');
  });

  it('say what the map missed and did not know, and what was broken', async () => {
    await using server = await serveMetrics(saying(`${scrapeOf(1)}vllm:brand_new 1\nbroken\n`));
    const text = await render([replica('a', { target: server.target })]);
    assert.equal(numberOf(text, 'roundhouse_metrics_families_missed', 'a'), '7');
    assert.equal(numberOf(text, 'roundhouse_metrics_families_unknown', 'a'), '1');
    assert.equal(numberOf(text, 'roundhouse_metrics_lines_broken', 'a'), '1');
  });

  it('do not ask servers of kind openai, and call them up while they are ready', async () => {
    let asked = 0;
    await using server = await serveMetrics((_request, response) => {
      asked += 1;
      response.end();
    });
    const { target } = server;
    const remote = (id: string, ready: boolean) => replica(id, { kind: 'openai', target, ready });
    const text = await render([remote('a', true), remote('b', false)]);
    assert.deepEqual([numberOf(text, 'roundhouse:up', 'a'), numberOf(text, 'roundhouse:up', 'b')], ['1', '0']);
    assert.equal(asked, 0);
  });

  it('are empty heads where there is no replica', async () => {
    assert.match(await render([]), /^# TYPE roundhouse:up gauge$/m);
  });
});

describe('a replica that', () => {
  /** Beside a good one; gives the text and how long it took. */
  async function beside(bad: MeteredReplica, options: Options = {}): Promise<{ text: string; ms: number }> {
    await using good = await serveMetrics(saying(scrapeOf(7)));
    const startedAt = performance.now();
    const text = await render([bad, replica('good', { target: good.target })], options);
    return { text, ms: performance.now() - startedAt };
  }

  function assertOnlyGood(text: string): void {
    assert.equal(numberOf(text, 'roundhouse:up', 'bad'), '0');
    assert.equal(numberOf(text, 'roundhouse:up', 'good'), '1');
    assert.equal(numberOf(text, RUNNING, 'good'), '7');
    assert.equal(numberOf(text, RUNNING, 'bad'), undefined);
    assert.equal(numberOf(text, 'vllm:num_requests_running', 'bad'), undefined);
  }

  const faults = {
    hangs: hanging,
    'never ends': endless,
    'breaks off': breaking,
    'answers 500': saying('no', 500),
    redirects: saying('elsewhere', 302),
    'says what is no metrics': saying('<html>\n</html>\n'),
  };
  for (const [what, answer] of Object.entries(faults))
    it(`${what} costs its own numbers only, and is up 0`, async () => {
      await using server = await serveMetrics(answer);
      const { text, ms } = await beside(replica('bad', { target: server.target }));
      assertOnlyGood(text);
      assert.ok(ms < 2_000, `${ms} ms`);
    });

  it('is dead costs its own numbers only, and is up 0', async () => {
    assertOnlyGood((await beside(replica('bad', { target: await nobody() }))).text);
  });

  it('is not launched yet is up 0', async () => assertOnlyGood((await beside(replica('bad'))).text));

  it('hangs is waited for one second, if nothing else is said', async () => {
    await using server = await serveMetrics(hanging);
    const replicas = [replica('bad', { target: server.target })];
    const metrics = createEngineMetrics({
      ...{ replicas: () => replicas, models: () => [], own: () => '', log: silentLog },
    });
    const startedAt = performance.now();
    assert.equal(numberOf(await metrics.render(), 'roundhouse:up', 'bad'), '0');
    const ms = performance.now() - startedAt;
    assert.ok(ms > 900 && ms < 2_000, `${ms} ms`);
  });

  it('cannot be read is told once, not at each reading, and again when it comes back and fails anew', async () => {
    let answer = saying('no', 501);
    await using server = await serveMetrics((request, response) => answer(request, response));
    const { log, said } = warnings();
    const metrics = metricsOf([replica('bad', { kind: 'llama.cpp', target: server.target })], { log });
    for (let i = 0; i < 3; i++) await metrics.render();
    const reason = '/metrics answered 501: llama-server must be started with --metrics';
    assert.deepEqual(said, [{ engine: 'bad', model: 'm', kind: 'llama.cpp', reason }]);
    answer = saying(readCapture('llama-server', 'metrics-full').body);
    await metrics.render();
    answer = saying('no', 501);
    await metrics.render();
    assert.equal(said.length, 2);
  });

  it('is not ready is not told: it is known', async () => {
    const { log, said } = warnings();
    await render([replica('bad', { target: await nobody(), ready: false })], { log });
    assert.deepEqual(said, []);
  });

  it('speaks in other names than it should is told once, with the names', async () => {
    await using server = await serveMetrics(saying('llamacpp:new_name 1\n'));
    const { log, said } = warnings();
    const metrics = metricsOf([replica('a', { kind: 'llama.cpp', version: 'b1', target: server.target })], { log });
    for (let i = 0; i < 3; i++) await metrics.render();
    assert.equal(said.length, 1);
    const { missed, unknown } = said[0] as { missed: string[]; unknown: string[] };
    assert.deepEqual(unknown, ['llamacpp:new_name']);
    assert.deepEqual(missed.length, 4);
  });
});
