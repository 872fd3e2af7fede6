import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { GeneratedCount } from '../../../../server/inference/metered/generated-count.ts';

const counted = (path: string, ...events: object[]): number => {
  const count = new GeneratedCount(path);
  for (const event of events) count.see(`data: ${JSON.stringify(event)}\n\n`);
  return count.count;
};
const CHAT = '/v1/chat/completions';
const delta = (fields: object) => ({ choices: [{ index: 0, delta: fields, finish_reason: null }] });

describe('counting what a stream has generated', () => {
  test('counts each piece of text of a chat, and neither its role nor its end', () => {
    const events = [
      delta({ role: 'assistant', content: '' }),
      delta({ content: 'a' }),
      delta({ content: 'b' }),
      delta({}),
    ];
    assert.equal(counted(CHAT, ...events), 2);
  });

  test('counts thoughts and tool calls', () => {
    const call = { tool_calls: [{ index: 0, function: { arguments: '{"a"' } }] };
    assert.equal(counted(CHAT, delta({ reasoning_content: 'hm' }), delta({ reasoning: 'hm' }), delta(call)), 3);
  });

  test('is not fooled by a text that talks about content', () => {
    assert.equal(counted(CHAT, delta({ content: '{"content":"x","content":"y"}' })), 1);
  });

  test('knows the events of the other routes', () => {
    assert.equal(counted('/v1/completions', { choices: [{ text: 'a' }] }, { choices: [{ text: '' }] }), 1);
    assert.equal(
      counted('/v1/messages', { delta: { type: 'text_delta', text: 'a' } }, { content_block: { text: '' } }),
      1,
    );
    assert.equal(counted('/v1/responses', { type: 'response.output_text.delta', delta: 'a' }, { text: 'a' }), 1);
    assert.equal(counted('/v1/embeddings', { text: 'a' }), 0);
  });

  for (const [engine, tokens] of [
    ['vllm', 9],
    ['llama-server', 6],
    ['sglang', 9],
  ] as const)
    test(`counts a captured chat of ${engine} about as the engine does`, () => {
      const url = new URL(`../../../fixtures/captures/${engine}/chat-stream-usage.txt`, import.meta.url);
      const text = readFileSync(url, 'latin1');
      const count = new GeneratedCount(CHAT);
      count.see(text.slice(text.indexOf('data:')));
      assert.equal(count.count, tokens);
    });
});
