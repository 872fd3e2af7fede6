import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  coverage,
  engineFamilies,
  isScraped,
  mappingOf,
  metricPrefixes,
  type ScrapedKind,
} from '../../../../../server/engines/metrics/vocabulary/index.ts';
import { type CapturedEngine, readCapture } from '../../../../fixtures/read-capture.ts';

const kinds: readonly ScrapedKind[] = ['vllm', 'sglang', 'llama.cpp', 'embedded'];

/** The engine's family that becomes ours, for engines of a version: the one of the lowest rank. */
function sourceOf(kind: ScrapedKind, version: string | null, name: string, rank = 0): string | undefined {
  const prefix = name.slice(0, name.indexOf(':') + 1) as (typeof metricPrefixes)[number];
  const found = [...mappingOf(kind, version, [prefix])].find(([, targets]) =>
    targets.some((target) => target.name === name && target.rank === rank),
  );
  return found?.[0];
}

describe('the vocabulary', () => {
  it('maps what is told under other names', () => {
    assert.equal(sourceOf('vllm', '0.32.0', 'roundhouse:generation_tokens_total'), 'vllm:generation_tokens_total');
    assert.equal(sourceOf('sglang', '0.5.23', 'roundhouse:num_requests_running'), 'sglang:num_running_reqs');
    assert.equal(sourceOf('sglang', '0.5.23', 'roundhouse:num_requests_waiting'), 'sglang:num_queue_reqs');
    assert.equal(sourceOf('sglang', '0.5.23', 'roundhouse:kv_cache_usage_perc'), 'sglang:token_usage');
    assert.equal(sourceOf('llama.cpp', null, 'roundhouse:generation_tokens_total'), 'llamacpp:tokens_predicted_total');
    assert.equal(sourceOf('embedded', null, 'roundhouse:num_requests_waiting'), 'llamacpp:requests_deferred');
  });

  describe('goes by the version', () => {
    const time = 'roundhouse:time_per_output_token_seconds';
    const cache = 'roundhouse:kv_cache_usage_perc';

    it('of vLLM', () => {
      assert.equal(sourceOf('vllm', '0.32.0', time), 'vllm:inter_token_latency_seconds');
      assert.equal(sourceOf('vllm', '0.11.0', time), 'vllm:inter_token_latency_seconds');
      assert.equal(sourceOf('vllm', '0.10.2', time), 'vllm:time_per_output_token_seconds');
      assert.equal(sourceOf('vllm', '0.9.2', cache), 'vllm:kv_cache_usage_perc');
      assert.equal(sourceOf('vllm', '0.9.1', cache), 'vllm:gpu_cache_usage_perc');
    });

    it('of SGLang', () => {
      assert.equal(sourceOf('sglang', '0.5.23', time), 'sglang:request_time_per_output_token_seconds');
      assert.equal(sourceOf('sglang', '0.5.23', time, 1), 'sglang:inter_token_latency_seconds');
      assert.equal(sourceOf('sglang', '0.4.4', time), 'sglang:time_per_output_token_seconds');
    });

    it('and tries every name of an unknown one, newest first', () => {
      for (const version of [null, 'dev', 'main-abc'])
        assert.deepEqual(
          [0, 1, 2].map((rank) => sourceOf('vllm', version, time, rank)),
          [
            'vllm:inter_token_latency_seconds',
            'vllm:request_time_per_output_token_seconds',
            'vllm:time_per_output_token_seconds',
          ],
        );
    });

    it('and keeps the names of other versions behind its own', () => {
      assert.equal(sourceOf('vllm', '0.10.2', time, 1), 'vllm:inter_token_latency_seconds');
    });
  });

  it('is the same under kthena: as under roundhouse:', () => {
    const names = (kind: ScrapedKind, prefix: 'roundhouse:' | 'kthena:') =>
      [...mappingOf(kind, null, [prefix]).values()].flat().map(({ name }) => name.slice(prefix.length));
    for (const kind of kinds) assert.deepEqual(names(kind, 'kthena:'), names(kind, 'roundhouse:'));
  });

  it('has Patio’s own names under patio:', () => {
    const { 'vllm:inter_token_latency_seconds': vllm } = Object.fromEntries(mappingOf('vllm', '0.32.0', ['patio:']));
    assert.deepEqual(vllm, [{ name: 'patio:time_per_output_token_seconds', rank: 0 }]);
    assert.equal(
      sourceOf('sglang', '0.5.23', 'patio:inter_token_latency_seconds'),
      'sglang:inter_token_latency_seconds',
    );
    for (const kind of ['vllm', 'sglang'] as const)
      assert.ok(sourceOf(kind, null, 'patio:gpu_cache_usage_perc'), `cache of ${kind}`);
  });

  it('gives several names to one family where several are wanted', () => {
    const targets = mappingOf('vllm', null, metricPrefixes).get('vllm:num_requests_running');
    assert.deepEqual(
      targets?.map(({ name }) => name),
      metricPrefixes.map((prefix) => `${prefix}num_requests_running`),
    );
  });

  it('has each name once for each kind, and only names of the kind', () => {
    for (const kind of kinds) {
      const { vocabulary, prefix, known } = engineFamilies(kind);
      const names = vocabulary.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length);
      const sources = vocabulary.flatMap(({ candidates }) => candidates.map(({ name }) => name));
      assert.ok(sources.every((name) => name.startsWith(prefix) && !known.has(name.slice(prefix.length))));
    }
  });

  it('is of every kind but those that may be anything', () => {
    assert.ok(kinds.every(isScraped));
    assert.ok(!isScraped('openai'));
  });
});

describe('what the map covers', () => {
  const families = (engine: CapturedEngine, name: string): Map<string, unknown> => {
    const text = readCapture(engine, name).body.toString();
    return new Map([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, family]) => [family as string, null]));
  };

  const scrapes: readonly (readonly [ScrapedKind, CapturedEngine, string])[] = [
    ['vllm', 'vllm', 'metrics-full'],
    ['vllm', 'vllm', 'metrics-initial'],
    ['sglang', 'sglang', 'metrics-full'],
    ['sglang', 'sglang', 'metrics-lora'],
    ['llama.cpp', 'llama-server', 'metrics-full'],
    ['llama.cpp', 'llama-server', 'metrics-initial'],
    ['llama.cpp', 'llama-router', 'metrics-model'],
  ];
  for (const [kind, engine, name] of scrapes)
    it(`is all of ${name} of ${engine}`, () => {
      const seen = families(engine, name);
      assert.ok(seen.size > 10);
      assert.deepEqual(coverage(kind, seen), { missed: [], unknown: [] });
    });

  it('shows what an engine has renamed: the old name missed, the new one unknown', () => {
    const seen = families('vllm', 'metrics-full');
    seen.delete('vllm:num_requests_running');
    seen.set('vllm:requests_active', null);
    assert.deepEqual(coverage('vllm', seen), { missed: ['num_requests_running'], unknown: ['vllm:requests_active'] });
  });

  it('does not miss what comes with the first request only, until there was one', () => {
    const idle = new Map(['num_running_reqs', 'num_queue_reqs', 'token_usage'].map((name) => [`sglang:${name}`, null]));
    assert.deepEqual(coverage('sglang', idle).missed, []);
    idle.set('sglang:prompt_tokens_total', null);
    assert.deepEqual(coverage('sglang', idle).missed, [
      'generation_tokens_total',
      'time_to_first_token_seconds',
      'time_per_output_token_seconds',
      'e2e_request_latency_seconds',
    ]);
  });

  it('knows nothing of families that are not the engine’s own, and need not', () => {
    const seen = families('llama-server', 'metrics-full');
    seen.set('python_info', null);
    assert.deepEqual(coverage('llama.cpp', seen).unknown, []);
  });
});
