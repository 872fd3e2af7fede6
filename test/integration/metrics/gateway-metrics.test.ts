/** `/metrics` of a running gateway, before fake engines of every kind. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { readCapture } from '../../fixtures/read-capture.ts';
import { CHAT, call, chat, post, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { metricsFaults, skipWithoutPromtool } from './promtool.ts';

let running: RunningGateway;
const scrape = async (): Promise<string> => (await call(running.url, '/metrics')).text;

/** Values of the samples whose line matches. */
const values = (text: string, line: RegExp): number[] =>
  text
    .split('\n')
    .filter((one) => line.test(one))
    .map((one) => Number(one.split(' ').at(-1)));

const up = (text: string, model: string): number[] => values(text, new RegExp(`^roundhouse:up\\{model="${model}",`));

describe('/metrics', () => {
  let dir: string;
  const fakes: FakeEngine[] = [];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'roundhouse-test-'));
    const file = join(dir, 'vllm.txt');
    await writeFile(file, readCapture('vllm', 'metrics-full').body);
    const flags = [
      ['--kind', 'vllm', '--metrics', file],
      ['--kind', 'llama.cpp'],
      ['--kind', 'openai'],
      ['--kind', 'vllm', '--metrics', file, '--metrics-fault', 'hang'],
      ['--kind', 'vllm', '--metrics', file, '--metrics-fault', 'endless'],
      ['--kind', 'vllm', '--metrics', file, '--metrics-fault', 'cut'],
    ];
    fakes.push(...(await Promise.all(flags.map((one) => startFake(one)))));
    const [vllm, llama, openai, ...faulty] = fakes.map(({ url }) => url);
    running = await runGateway(`
models:
  big: { engine: vllm, urls: ['${vllm}'] }
  tiny: { engine: llama.cpp, urls: ['${llama}'] }
  far: { engine: openai, urls: ['${openai}'] }
  faulty: { engine: vllm, urls: [${faulty}] }
`);
    const all = ['big', 'tiny', 'far'];
    await until('they are ready', async () => {
      const text = await scrape();
      return all.every((model) => up(text, model)[0] === 1);
    });
    const streamed = { stream: true, stream_options: { include_usage: true } };
    for (const model of all) assert.equal((await post(running.url, CHAT, chat(model, streamed))).status, 200);
    for (const name of ['no-such', 'nor-this']) await post(running.url, CHAT, chat(name));
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await Promise.all(fakes.map((fake) => fake.stop()));
    await rm(dir, { recursive: true });
  });

  it('is text of Prometheus, by its content type', async () => {
    const { status, headers } = await call(running.url, '/metrics');
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  });

  it('has time to first token, per token and whole, and tokens, of each model, whatever runs it', async () => {
    const text = await scrape();
    for (const family of [
      'time_to_first_token_seconds',
      'time_per_output_token_seconds',
      'e2e_request_latency_seconds',
    ])
      for (const model of ['big', 'tiny', 'far']) {
        const [count, ...others] = values(text, new RegExp(`^roundhouse:${family}_count\\{.*model="${model}"`));
        assert.ok((count ?? 0) >= 1 && others.length === 0, `${family} of ${model}: ${count}, ${others}`);
      }
    for (const model of ['big', 'far'])
      assert.equal(values(text, new RegExp(`^roundhouse:generation_tokens_total\\{.*model="${model}"`)).length, 1);
  });

  it('has the engine’s own names beside', async () => {
    const [value] = values(await scrape(), /^vllm:generation_tokens_total\{engine="0",model_name="tiny",model="big",/);
    assert.equal(value, 76);
  });

  it('counts requests by model, route, status and outcome; unknown names share one', async () => {
    const text = await scrape();
    const labels = 'model="unknown",route="/v1/chat/completions",status="404",outcome="refused"';
    assert.ok(text.includes(`\nroundhouse_requests_total{${labels}} 2\n`), text);
    assert.doesNotMatch(text, /no-such|nor-this/);
    assert.match(text, /^roundhouse_requests_total\{model="big",.*status="200",outcome="completed"\} 1$/m);
  });

  it('shows engines whose metrics hang, never end or break off as up 0, and waits one second at most', async () => {
    const startedAt = performance.now();
    const text = await scrape();
    const ms = performance.now() - startedAt;
    assert.deepEqual(up(text, 'faulty'), [0, 0, 0]);
    assert.deepEqual(values(text, /^(?:vllm|roundhouse):\w+\{.*model="faulty"/).length, 3);
    assert.ok(ms < 2_500, `${ms} ms`);
  });

  it('is read by Prometheus', { skip: skipWithoutPromtool() }, async () => {
    assert.deepEqual(await metricsFaults(await scrape()), []);
  });

  it('shows an engine that has died as up 0, and its numbers no more', async () => {
    await (fakes[0] as FakeEngine).stop();
    const text = await scrape();
    assert.deepEqual(up(text, 'big'), [0]);
    assert.deepEqual(values(text, /^roundhouse:num_requests_running\{.*model="big"/), []);
    assert.deepEqual(up(text, 'tiny'), [1]);
  });
});
