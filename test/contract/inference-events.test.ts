import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from 'zod';
import { inferenceRoutes } from '../../contract/inference/index.ts';
import { ResponseStreamEvent } from '../../contract/inference/responses/events/event.ts';
import { nameOf } from './walk-schema.ts';

const { chatCompletions, completions, responses, messages } = inferenceRoutes;
const eventsOf = (route: { metadata: { events?: z.ZodType } }): z.ZodType => route.metadata.events as z.ZodType;
const assertEvent = (schema: z.ZodType, event: unknown): void => assert.deepEqual(schema.parse(event), event);

describe('a stream that breaks', () => {
  const envelope = {
    error: { message: 'The engine ended its answer.', type: 'engine_error', code: 'engine_disconnected', param: null },
    request_id: 'req_1',
  };

  it('ends with an event in the error envelope', () => {
    for (const route of [chatCompletions, completions, responses]) assertEvent(eventsOf(route), envelope);
  });

  it('ends with an event in Anthropic’s shape on /v1/messages', () => {
    const error = { type: 'api_error', message: 'The engine ended its answer.', code: 'engine_disconnected' };
    assertEvent(eventsOf(messages), { type: 'error', error, request_id: 'req_1' });
    assert.equal(eventsOf(messages).safeParse(envelope).success, false);
  });
});

describe('the events of /v1/responses', () => {
  const schema = eventsOf(responses);
  const started = { id: 'resp_1', object: 'response', status: 'in_progress' };
  const item = { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  const text = { type: 'output_text', text: 'Hi', annotations: [], logprobs: [] };
  const done = { ...item, status: 'completed', content: [text] };
  const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2, input_tokens_details: { cached_tokens: 0 } };

  // What llama.cpp writes (server-task.cpp): no numbers, and a short response at the start.
  const llamaCpp: object[] = [
    { type: 'response.created', response: started },
    { type: 'response.in_progress', response: started },
    { type: 'response.output_item.added', item },
    { type: 'response.content_part.added', item_id: 'msg_1', part: { type: 'output_text', text: '' } },
    { type: 'response.output_text.delta', item_id: 'msg_1', delta: 'Hi' },
    { type: 'response.output_text.done', item_id: 'msg_1', text: 'Hi' },
    { type: 'response.content_part.done', item_id: 'msg_1', part: text },
    { type: 'response.output_item.done', item: done },
    {
      type: 'response.completed',
      response: {
        id: 'resp_1',
        object: 'response',
        created_at: 1,
        status: 'completed',
        model: 'm',
        output: [done],
        usage,
      },
      timings: { prompt_n: 1 },
    },
  ];

  for (const event of llamaCpp)
    it(`fit what llama.cpp writes: ${(event as { type: string }).type}`, () => assertEvent(schema, event));

  it('fit a function call of llama.cpp', () => {
    const call = {
      id: 'fc_1',
      type: 'function_call',
      status: 'in_progress',
      arguments: '',
      call_id: 'call_1',
      name: 'f',
    };
    assertEvent(schema, { type: 'response.output_item.added', item: call });
    assertEvent(schema, { type: 'response.function_call_arguments.delta', delta: '{', item_id: 'fc_1' });
  });

  it('fit the reasoning parts of vLLM, which OpenAI has not', () => {
    const part = { type: 'reasoning_text', text: '' };
    const place = { item_id: 'rs_1', output_index: 0, content_index: 0, sequence_number: 3 };
    assertEvent(schema, { type: 'response.reasoning_part.added', ...place, part });
    assertEvent(schema, { type: 'response.reasoning_part.done', ...place, part });
  });

  it('are all there by name, each with a type of its own', () => {
    const { options } = ResponseStreamEvent;
    assert.equal(options.length, 59);
    const types = options.map(({ shape }) => shape.type.value);
    assert.equal(new Set(types).size, 59);
    for (const option of options) assert.match(nameOf(option) ?? '', /^Response.*Event$/);
  });

  it('refuse a type that nobody sends', () => {
    assert.equal(schema.safeParse({ type: 'response.nothing', sequence_number: 1 }).success, false);
  });
});

describe('the events of /v1/messages', () => {
  const schema = eventsOf(messages);
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { cache_read_input_tokens: 0, input_tokens: 3, output_tokens: 0 },
  };
  const events: object[] = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: '' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Hi' } },
    { type: 'content_block_start', index: 2, content_block: { type: 'tool_use', id: 't', name: 'f' } },
    { type: 'content_block_delta', index: 2, delta: { type: 'input_json_delta', partial_json: '{' } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
    { type: 'ping' },
  ];

  for (const [at, event] of events.entries())
    it(`fit a stream, step ${at}: ${(event as { type: string }).type}`, () => assertEvent(schema, event));
});
