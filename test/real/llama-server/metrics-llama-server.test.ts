/** Metrics of a real llama-server: its own words in the one vocabulary. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeStandardised } from '../../../server/engines/metrics/index.ts';
import { CHAT, call, until } from '../../integration/gateway/requests.ts';
import { type RunningGateway, runGateway } from '../../integration/gateway/run-gateway.ts';
import { metricsFaults, skipWithoutPromtool } from '../../integration/metrics/promtool.ts';
import { ask, engines, japan } from '../checked-answers.ts';
import { findLlamaServer } from './llama-server.ts';

const found = findLlamaServer();
const tiny = fileURLToPath(new URL('../../../models/tiny.q8_0.gguf', import.meta.url));

const server = (...args: string[]): string =>
  JSON.stringify([
    ...[found.path, '-m', tiny, '--host', '127.0.0.1', '--port', '${PORT}'],
    ...['-c', '1024', '-t', '1', '-np', '1', ...args],
  ]);

const sum = (text: string, name: string, model: string): number | null => {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) && line.includes(`model="${model}"`));
  return lines.length === 0 ? null : lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
};

describe('metrics of a real llama-server', { skip: found.skip }, () => {
  let running: RunningGateway;
  const scrape = async (): Promise<string> => (await call(running.url, '/metrics')).text;

  before(async () => {
    running = await runGateway(`
slots: 2
models:
  tiny: { engine: llama.cpp, context: 1024, command: ${server('--metrics')} }
  silent: { engine: llama.cpp, context: 1024, command: ${server()} }
`);
    const usage = { stream_options: { include_usage: true } };
    for (const model of ['tiny', 'silent'])
      await ask(running.url, CHAT, { model, messages: japan, temperature: 0, stream: true, ...usage });
  });
  after(() => running[Symbol.asyncDispose]());

  it('count what it generated, as the gateway does', async () => {
    await until(
      'it has counted',
      async () => (sum(await scrape(), 'roundhouse:generation_tokens_total', 'tiny') ?? 0) > 0,
    );
    const text = await scrape();
    const told = sum(text, 'roundhouse:generation_tokens_total', 'tiny') as number;
    assert.ok(told > 3);
    assert.equal(told, sum(text, 'llamacpp:tokens_predicted_total', 'tiny'));
    // It counts the token that ends the answer or not, by version.
    assert.ok(Math.abs(told - (sum(text, 'roundhouse_generation_tokens_total', 'tiny') as number)) <= 1);
  });

  it('are in the vocabulary to the last family', async () => {
    const text = await scrape();
    assert.equal(sum(text, 'roundhouse_metrics_families_missed', 'tiny'), 0);
    assert.equal(sum(text, 'roundhouse_metrics_families_unknown', 'tiny'), 0);
    assert.equal(sum(text, 'roundhouse_metrics_lines_broken', 'tiny'), 0);
    assert.equal(sum(text, 'roundhouse:num_requests_running', 'tiny'), 0);
    assert.equal(sum(text, 'roundhouse:num_requests_waiting', 'tiny'), 0);
  });

  it('have the times that it does not tell from the gateway', async () => {
    const text = await scrape();
    for (const name of ['time_to_first_token_seconds', 'time_per_output_token_seconds', 'e2e_request_latency_seconds'])
      for (const model of ['tiny', 'silent']) assert.equal(sum(text, `roundhouse:${name}_count`, model), 1, name);
  });

  it('show one that was started without --metrics as up 0, and nothing else of it', async () => {
    const text = await scrape();
    assert.equal(sum(text, 'roundhouse:up', 'tiny'), 1);
    assert.equal(sum(text, 'roundhouse:up', 'silent'), 0);
    assert.equal(sum(text, 'llamacpp:tokens_predicted_total', 'silent'), null);
  });

  it('are read by Prometheus', { skip: skipWithoutPromtool() }, async () => {
    assert.deepEqual(await metricsFaults(await scrape()), []);
  });

  it('are standardised beside it, under every prefix', async () => {
    const tinyOne = (await engines(running.url)).find(({ model }) => model === 'tiny');
    const { endpoint } = tinyOne as unknown as { endpoint: string };
    let text = '';
    const failed = await writeStandardised({
      target: { baseUrl: endpoint, headers: {} },
      path: '/metrics',
      kind: 'llama.cpp',
      version: null,
      prefixes: ['roundhouse:', 'kthena:', 'patio:'],
      timeoutMs: 5_000,
      maxBytes: 1024 * 1024,
      write: (piece) => {
        text += piece;
      },
    });
    assert.equal(failed, null);
    assert.match(text, /^kthena:generation_tokens_total \d+$/m);
    assert.match(text, /^patio:num_requests_running 0$/m);
    assert.match(text, /^llamacpp:tokens_predicted_total \d+$/m);
  });
});
