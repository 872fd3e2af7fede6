import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from 'zod';
import { walkRoutes } from '../../contract/index.ts';
import { inferenceRoutes } from '../../contract/inference/index.ts';

/** The value with a field of ours in every object of it, however deep. */
function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withUnknownFields(inner)]);
  return { ...Object.fromEntries(entries), x_unknown: { deep: [1, { er: true }] } };
}

for (const { key, route, meta } of walkRoutes(inferenceRoutes)) {
  const body = ('body' in route ? route.body : undefined) as z.ZodType;

  describe(`the examples of ${key}`, () => {
    for (const [name, example] of Object.entries(meta.requestExamples ?? {})) {
      it(`request "${name}" is accepted as it stands`, () => {
        assert.deepEqual(body.parse(example), example);
      });

      it(`request "${name}" keeps unknown fields on every level`, () => {
        const odd = withUnknownFields(example);
        assert.deepEqual(body.parse(odd), odd);
      });

      it(`request "${name}" names a model`, () => {
        assert.equal(typeof (example as { model: unknown }).model, 'string');
        const { model: _, ...rest } = example as { model: string };
        assert.equal(body.safeParse(rest).success, false);
      });
    }

    for (const [name, example] of Object.entries(meta.responseExamples ?? {})) {
      it(`answer "${name}" fits the contract`, () => {
        assert.deepEqual((route.responses[200] as z.ZodType).parse(example), example);
      });

      it(`answer "${name}" may carry unknown fields on every level`, () => {
        const odd = withUnknownFields(example);
        assert.deepEqual((route.responses[200] as z.ZodType).parse(odd), odd);
      });
    }
  });
}

describe('the request schemas describe', () => {
  const { chatCompletions, responses, messages } = inferenceRoutes;
  const refused = (schema: z.ZodType, value: unknown): string[] => {
    const result = schema.safeParse(value);
    return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
  };

  it('the type of each field, so that the specs are worth reading', () => {
    const messages = [{ role: 'user', content: 'hi' }];
    assert.deepEqual(refused(chatCompletions.body, { model: 'm', messages, max_tokens: 'abc' }), ['max_tokens']);
    assert.deepEqual(refused(chatCompletions.body, { model: 'm', messages, stream: 1 }), ['stream']);
    assert.deepEqual(refused(chatCompletions.body, { model: 'm' }), ['messages']);
    assert.deepEqual(refused(responses.body, { model: 'm', input: 4 }), ['input']);
  });

  it('null as OpenAI allows it', () => {
    const messages = [{ role: 'assistant', content: null, tool_calls: [] }];
    const request = { model: 'm', messages, stream: null, temperature: null, stop: null, reasoning_effort: null };
    assert.deepEqual(refused(chatCompletions.body, request), []);
  });

  it('text and parts alike as content', () => {
    const parts = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
      { type: 'video_url', video_url: { url: 'http://127.0.0.1/v.mp4' } },
    ];
    assert.deepEqual(refused(chatCompletions.body, { model: 'm', messages: [{ role: 'user', content: parts }] }), []);
  });

  it('a conversation with tools in Anthropic’s shape', () => {
    const conversation = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'get_weather', input: { city: 'Paris' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'Sun' }] }] },
    ];
    const tools = [{ name: 'get_weather', input_schema: { type: 'object' } }];
    assert.deepEqual(refused(messages.body, { model: 'm', max_tokens: 9, messages: conversation, tools }), []);
  });
});
