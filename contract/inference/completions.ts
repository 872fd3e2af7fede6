import { ErrorResponse } from '../error-envelope.ts';
import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { ChatStreamOptions } from './chat/options.ts';
import { errorResponses } from './error-responses.ts';
import { constraintFields, samplingFields, servingFields } from './shared/engine-fields.ts';
import { engineChoiceFields, engineResultFields } from './shared/engine-results.ts';
import { CompletionUsage } from './shared/usage.ts';

export const CompletionRequest = z
  .looseObject({
    model: z.string(),
    prompt: z.union([
      z.string(),
      z.array(z.string()),
      z.array(z.number().int()),
      z.array(z.array(z.number().int())),
      z.null(),
    ]),
    best_of: z.number().int().nullish(),
    echo: z.boolean().nullish(),
    frequency_penalty: z.number().nullish(),
    logit_bias: z.record(z.string(), z.number()).nullish(),
    logprobs: z.number().int().nullish(),
    max_tokens: z.number().int().nullish(),
    n: z.number().int().nullish(),
    presence_penalty: z.number().nullish(),
    seed: z.number().int().nullish(),
    stop: z.union([z.string(), z.array(z.string()), z.null()]).optional(),
    stream: z.boolean().nullish(),
    stream_options: z.union([ChatStreamOptions, z.null()]).optional(),
    suffix: z.string().nullish(),
    temperature: z.number().nullish(),
    top_p: z.number().nullish(),
    user: z.string().optional(),
    ...samplingFields,
    ...constraintFields,
    ...servingFields,
  })
  .openapi('CompletionRequest', { description: 'A prompt to go on with, and how.' });

export const CompletionLogprobs = z
  .looseObject({
    text_offset: z.array(z.number().int()).optional(),
    token_logprobs: z.array(z.number().nullable()).optional(),
    tokens: z.array(z.string()).optional(),
    top_logprobs: z.array(z.union([z.record(z.string(), z.number()), z.null()])).nullish(),
  })
  .openapi('CompletionLogprobs', { description: 'Log probabilities, a list per field.' });

export const CompletionChoice = z
  .looseObject({
    finish_reason: z.union([z.enum(['stop', 'length', 'content_filter']), z.null()]),
    index: z.number().int(),
    logprobs: z.union([CompletionLogprobs, z.null()]).optional(),
    text: z.string(),
    ...engineChoiceFields,
  })
  .openapi('CompletionChoice', { description: 'One of the texts.' });

export const Completion = z
  .looseObject({
    id: z.string(),
    choices: z.array(CompletionChoice),
    created: z.number().int(),
    model: z.string(),
    object: z.literal('text_completion'),
    system_fingerprint: z.string().nullish(),
    usage: z.union([CompletionUsage, z.null()]).optional(),
    ...engineResultFields,
  })
  .openapi('Completion', { description: 'A text that was gone on with; streamed, each event is one too.' });

export const CompletionEvent = z.union([Completion, ErrorResponse]).openapi('CompletionEvent', {
  description: 'The next piece of the text; or, as the last event of a broken stream, what went wrong.',
});

export const completions = c.mutation({
  method: 'POST',
  path: forwardedPaths.completions,
  summary: 'Go on with a text',
  body: CompletionRequest,
  responses: { 200: Completion, ...errorResponses },
  metadata: meta({
    operationId: 'createCompletion',
    tag: 'Completions',
    verb: 'infer',
    forwarded: true,
    events: CompletionEvent,
    streamEnd: '[DONE]',
    requestExamples: {
      short: { model: 'tiny', prompt: 'Once upon a time', max_tokens: 8 },
      streamed: { model: 'tiny', prompt: 'Once upon a time', max_tokens: 8, stream: true },
    },
    responseExamples: {
      short: {
        id: 'cmpl-baf03236358b4684',
        object: 'text_completion',
        created: 1795226766,
        model: 'tiny',
        choices: [{ index: 0, text: ' there was a small bear', finish_reason: 'length' }],
        usage: { prompt_tokens: 4, completion_tokens: 8, total_tokens: 12 },
      },
    },
    description:
      'OpenAI’s completions: the prompt is gone on with as it stands, without a chat template. Streams as chat ' +
      'completions do.',
  }),
});
