import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayFamilies } from '../../../../server/engines/metrics/gateway-families.ts';
import { renderFamily } from '../../../../server/engines/metrics/text/family.ts';
import type { RequestRecord } from '../../../../server/inference/accounting.ts';
import { createAccounting } from '../../../../server/inference/accounting.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';
import { silentLog } from '../../../../server/platform/log.ts';
import { createMetricsRegistry } from '../../../../server/platform/metrics/registry.ts';

const request = (model: string | null): RequestRecord => ({
  requestId: 'r',
  path: '/v1/chat/completions',
  model,
  engineId: 'e',
  caller: 'c',
  status: 200,
  outcome: 'completed',
  code: null,
  streamed: true,
  receivedAtMs: 0,
  queuedAtMs: 1,
  leasedAtMs: 2,
  firstByteAtMs: 100,
  endedAtMs: 1_000,
  bytesOut: 10,
  usage: { promptTokens: 7, completionTokens: 10 },
});

const kinds: ReadonlyMap<string, EngineKindName> = new Map([
  ['v', 'vllm'],
  ['s', 'sglang'],
  ['l', 'llama.cpp'],
  ['e', 'embedded'],
  ['o', 'openai'],
  ['odd"\\name\n', 'openai'],
]);

/** After one request for each model, and one for a name that is not configured. */
function families() {
  const registry = createMetricsRegistry();
  const accounting = createAccounting(registry, silentLog);
  for (const model of [...kinds.keys(), null]) {
    accounting.record(request(model));
    accounting.record({ ...request(model), status: 429, outcome: 'refused', streamed: false, usage: null });
  }
  return { text: registry.render(), ...gatewayFamilies(registry.render(), kinds) };
}

const modelsOf = (name: string): string[] => {
  const lines = families().standard.find((family) => family.name === name)?.lines ?? [];
  return [...new Set(lines.map((line) => /model="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? ''))];
};

describe('what the gateway measures', () => {
  it('stays as it is, under its own names', () => {
    const { own, text } = families();
    assert.equal(own.map(renderFamily).join(''), text);
  });

  const odd = String.raw`odd\"\\name\n`;
  const expected: Readonly<Record<string, readonly string[]>> = {
    'roundhouse:time_to_first_token_seconds': ['l', 'e', 'o', odd],
    'roundhouse:time_per_output_token_seconds': ['l', 'e', 'o', odd],
    'roundhouse:e2e_request_latency_seconds': ['l', 'e', 'o', odd],
    'roundhouse:prompt_tokens_total': ['o', odd],
    'roundhouse:generation_tokens_total': ['o', odd],
  };
  for (const [name, models] of Object.entries(expected))
    it(`is ${name} of the models whose engines do not tell it, and of no other`, () =>
      assert.deepEqual(modelsOf(name), models));

  it('is the time of requests that were answered, not of those that were refused at once', () => {
    const e2e = families().standard.find(({ name }) => name === 'roundhouse:e2e_request_latency_seconds');
    const counts = e2e?.lines.filter((line) => line.includes('_count{model="l"'));
    assert.deepEqual(counts, [
      'roundhouse:e2e_request_latency_seconds_count{model="l",outcome="completed",replica="gateway"} 1',
    ]);
  });

  it('is whole histograms', () => {
    const ttft = families().standard.find(({ name }) => name === 'roundhouse:time_to_first_token_seconds');
    assert.equal(ttft?.type, 'histogram');
    const name = 'roundhouse:time_to_first_token_seconds';
    for (const line of [
      `${name}_bucket{model="l",le="0.05",replica="gateway"} 0`,
      `${name}_bucket{model="l",le="0.1",replica="gateway"} 1`,
      `${name}_bucket{model="l",le="+Inf",replica="gateway"} 1`,
      `${name}_sum{model="l",replica="gateway"} 0.1`,
      `${name}_count{model="l",replica="gateway"} 1`,
    ])
      assert.ok(ttft?.lines.includes(line), line);
  });
});
