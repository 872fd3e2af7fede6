import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics } from '../../../../../server/engines/kinds/embedded/program/metrics.ts';
import { toBase64 } from '../../../../../server/engines/kinds/embedded/program/routes/embeddings.ts';

describe("the embedded engine's metrics", () => {
  const value = (text: string, name: string) => Number(new RegExp(`^llamacpp:${name} (.*)$`, 'm').exec(text)?.[1]);

  it('begin at nothing', () => {
    const text = createMetrics().render({ processing: 0, deferred: 0 });
    for (const line of text.split('\n').filter((it) => it !== '' && !it.startsWith('#'))) assert.match(line, / 0$/);
  });

  it('add up prompts without what was cached, and answers', () => {
    const metrics = createMetrics();
    metrics.completed(20, { completionTokens: 5, cachedTokens: 15 });
    metrics.completed(10, { completionTokens: 7, cachedTokens: 0 });
    metrics.embedded(3);
    const text = metrics.render({ processing: 2, deferred: 1 });
    assert.equal(value(text, 'prompt_tokens_total'), 18);
    assert.equal(value(text, 'prompt_tokens_cached_total'), 15);
    assert.equal(value(text, 'tokens_predicted_total'), 12);
    assert.equal(value(text, 'n_tokens_max'), 25);
    assert.equal(value(text, 'requests_processing'), 2);
    assert.equal(value(text, 'requests_deferred'), 1);
  });

  it('have a type and a help each, and counters are named so', () => {
    const text = createMetrics().render({ processing: 0, deferred: 0 });
    const types = [...text.matchAll(/^# TYPE llamacpp:(\S+) (\S+)$/gm)];
    assert.equal(types.length, [...text.matchAll(/^# HELP /gm)].length);
    assert.deepEqual(
      types.filter(([, name]) => name?.startsWith('requests_')).map(([, , type]) => type),
      ['gauge', 'gauge'],
    );
  });
});

describe('a vector in base64', () => {
  it('is 32-bit floats, little-endian', () => {
    assert.equal(toBase64(Float32Array.from([1, -2])), Buffer.from('0000803f000000c0', 'hex').toString('base64'));
    assert.equal(toBase64(new Float32Array()), '');
  });
});
