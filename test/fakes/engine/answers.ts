/** The shapes of whole and streamed answers, by route. `fake` in each says who answered, with
 * which LoRA adapter, and in a chunk its place. */
export interface AnswerInput {
  readonly model: string;
  readonly name: string;
  readonly id: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly withUsage: boolean;
  /** Which LoRA adapter answers; null: the base model. */
  readonly lora: string | null;
}

const createdAt = (): number => Math.floor(Date.now() / 1000);
const who = (input: AnswerInput, index?: number) => ({
  fake: {
    name: input.name,
    pid: process.pid,
    ...(index === undefined ? {} : { index }),
    ...(input.lora === null ? {} : { lora: input.lora }),
  },
});

function usageOf(input: AnswerInput) {
  const { promptTokens, outputTokens } = input;
  return {
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: outputTokens,
      total_tokens: promptTokens + outputTokens,
    },
  };
}

const inputOutput = (input: AnswerInput) => ({ input_tokens: input.promptTokens, output_tokens: input.outputTokens });

function chatWhole(input: AnswerInput, text: string): object {
  const message = { role: 'assistant', content: text, refusal: null };
  return {
    id: `chatcmpl-${input.id}`,
    object: 'chat.completion',
    created: createdAt(),
    model: input.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    ...(input.withUsage ? usageOf(input) : {}),
    ...who(input),
  };
}

function completionWhole(input: AnswerInput, text: string): object {
  return {
    id: `cmpl-${input.id}`,
    object: 'text_completion',
    created: createdAt(),
    model: input.model,
    choices: [{ index: 0, text, logprobs: null, finish_reason: 'stop' }],
    ...(input.withUsage ? usageOf(input) : {}),
    ...who(input),
  };
}

function messageWhole(input: AnswerInput, text: string): object {
  return {
    id: `msg_${input.id}`,
    type: 'message',
    role: 'assistant',
    model: input.model,
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: inputOutput(input),
    ...who(input),
  };
}

function responseWhole(input: AnswerInput, text: string, status = 'completed'): object {
  const content = [{ type: 'output_text', text, annotations: [] }];
  const done = status === 'completed';
  return {
    id: `resp_${input.id}`,
    object: 'response',
    created_at: createdAt(),
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: input.model,
    output: done ? [{ id: `msg_${input.id}`, type: 'message', role: 'assistant', status, content }] : [],
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    ...(done
      ? {
          usage: {
            ...inputOutput(input),
            input_tokens_details: { cached_tokens: 0 },
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: input.promptTokens + input.outputTokens,
          },
        }
      : {}),
    ...who(input),
  };
}

/** The whole answers of the four routes that generate. */
export const wholeAnswers: Readonly<Record<string, (input: AnswerInput, text: string) => object>> = {
  '/v1/chat/completions': chatWhole,
  '/v1/completions': completionWhole,
  '/v1/messages': messageWhole,
  '/v1/responses': responseWhole,
};

/** One event stream: what comes before the chunks, a chunk, what comes after. Each string is sent as it is. */
export interface StreamShape {
  open(input: AnswerInput): string;
  chunk(input: AnswerInput, index: number, text: string): string;
  close(input: AnswerInput, text: string): string;
}

const data = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const event = (value: { type: string }): string => `event: ${value.type}\n${data(value)}`;

/** Chat and completions differ in the choice only. */
function openAiShape(
  object: string,
  prefix: string,
  choice: (text: string | null, first: boolean) => object,
): StreamShape {
  const base = (input: AnswerInput) => ({
    id: `${prefix}-${input.id}`,
    object,
    created: createdAt(),
    model: input.model,
  });
  const one = (text: string | null, first: boolean, finish: string | null) => [
    { index: 0, ...choice(text, first), logprobs: null, finish_reason: finish },
  ];
  return {
    open: () => '',
    chunk: (input, index, text) =>
      data({ ...base(input), choices: one(text, index === 0, null), ...who(input, index) }),
    close(input) {
      const end = data({ ...base(input), choices: one(null, false, 'stop') });
      const usage = input.withUsage ? data({ ...base(input), choices: [], ...usageOf(input) }) : '';
      return `${end}${usage}data: [DONE]\n\n`;
    },
  };
}

const messagesShape: StreamShape = {
  open(input) {
    const message = {
      ...messageWhole(input, ''),
      content: [],
      stop_reason: null,
      usage: { ...inputOutput(input), output_tokens: 0 },
    };
    const block = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } };
    return event({ type: 'message_start', message } as { type: string }) + event(block);
  },
  chunk(input, index, text) {
    const delta = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text }, ...who(input, index) };
    return event(delta);
  },
  close(input) {
    const delta = {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: inputOutput(input),
    };
    return (
      event({ type: 'content_block_stop', index: 0 } as { type: string }) +
      event(delta) +
      event({ type: 'message_stop' })
    );
  },
};

const responsesShape: StreamShape = {
  open: (input) =>
    event({
      type: 'response.created',
      sequence_number: 0,
      response: responseWhole(input, '', 'in_progress'),
    } as { type: string }),
  chunk(input, index, text) {
    const place = { item_id: `msg_${input.id}`, output_index: 0, content_index: 0, sequence_number: index + 1 };
    return event({
      type: 'response.output_text.delta',
      ...place,
      delta: text,
      logprobs: [],
      ...who(input, index),
    } as { type: string });
  },
  close: (input, text) =>
    event({
      type: 'response.completed',
      sequence_number: input.outputTokens + 1,
      response: responseWhole(input, text),
    } as { type: string }),
};

export const streamShapes: Readonly<Record<string, StreamShape>> = {
  '/v1/chat/completions': openAiShape('chat.completion.chunk', 'chatcmpl', (content, first) => ({
    delta: content === null ? {} : { ...(first ? { role: 'assistant' } : {}), content },
  })),
  '/v1/completions': openAiShape('text_completion', 'cmpl', (text) => ({ text: text ?? '' })),
  '/v1/messages': messagesShape,
  '/v1/responses': responsesShape,
};
