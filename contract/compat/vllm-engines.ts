/** Engines that users start, and questions to them, under the names of the vLLM management API. */
import { conversationNumber } from '../accounts/conversations.ts';
import { ErrorResponse } from '../error-envelope.ts';
import { errorResponses } from '../inference/error-responses.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';

const tag = 'Engines of users';

const modelName = z.string().min(1).max(200).openapi({
  description: 'As on the hub: `name` or `organisation/name`. The config says which ones users may start.',
  example: 'org/tiny',
});

const StartRequest = z
  .looseObject({
    HUGGING_FACE_HUB_TOKEN: z
      .string()
      .max(512)
      .nullish()
      .openapi({
        description:
          'Reaches the engine by its environment only; it is not kept. Who may ask Docker sees the environment of containers. ' +
          'Empty: none.',
      }),
    Model: modelName,
    MAX_MODEL_LEN: z.number().int().min(1).nullish().openapi({ description: 'Context in tokens.', example: 1024 }),
    TENSOR_PARALLEL_SIZE: z
      .number()
      .int()
      .min(1)
      .nullish()
      .openapi({ description: 'GPUs to spread it over.', example: 1 }),
    SEED: z.number().int().min(0).max(4_294_967_295).nullish().openapi({ example: 42 }),
  })
  .openapi('StartUserEngineRequest');

const StartResponse = z
  .object({
    message: z.string(),
    vLLM_endpoint: z.string().openapi({
      description: 'The `inference_endpoint` of `POST /llm_request`; empty where the engine did not get ready.',
      example: 'http://127.0.0.1:41234',
    }),
    user_info: z.object({
      username: z.string(),
      user_id: z.string(),
      engine_name: z.string().openapi({ description: 'The model on the OpenAI routes.', example: 'org/tiny' }),
      container_id: z.string(),
    }),
    status: z.enum(['healthy', 'unhealthy']),
  })
  .openapi('StartUserEngineResponse');

const TerminateRequest = z
  .looseObject({
    container_id: z.string().min(1).max(200).openapi({ example: 'org-tiny-0f3a9c' }),
    engine_name: z.string().min(1).max(400).nullish().openapi({ description: 'Must then be the name of that engine.' }),
  })
  .openapi('TerminateUserEngineRequest');

const TerminateResponse = z
  .object({ status: z.string().openapi({ example: 'terminated' }) })
  .openapi('TerminateUserEngineResponse');

const ActiveModel = z
  .object({
    engine_name: z.string().openapi({ description: 'The model on the OpenAI routes.', example: 'org/tiny' }),
    container_id: z
      .string()
      .openapi({ description: 'Of its container, as Docker names it; the engine’s id where there is none.' }),
    model_name: modelName,
    quantized: z.boolean().openapi({ description: 'As the name of the model, or of its file, says.' }),
    max_model_length: z.union([z.number().int(), z.null()]).openapi({ description: 'null: the model’s own.' }),
    seed: z.union([z.number().int(), z.null()]),
    inference_end_point: z.string(),
    timestamp: z.iso.datetime().openapi({ description: 'When it was started.' }),
    user_id: z.string(),
  })
  .openapi('ActiveModel', { description: 'An engine that a user started.' });

const LlmRequest = z
  .looseObject({
    model: z.string().min(1).max(512).openapi({ example: 'org/tiny' }),
    inference_endpoint: z
      .string()
      .min(1)
      .max(2048)
      .openapi({
        description:
          'The endpoint or id of an engine that you may use, or the name of its model. Nothing is ever fetched from here: ' +
          'anything else is answered like an engine that does not exist.',
        example: 'http://127.0.0.1:41234',
      }),
    prompt: z.string().min(1).openapi({ example: 'What is the capital of Japan?' }),
    memory: z
      .boolean()
      .nullish()
      .openapi({ description: 'Default: false. true: the answer knows what was said before.' }),
    conversation_number: conversationNumber.nullish().openapi({ description: 'Required with `memory: true`.' }),
  })
  .refine((body) => !body.memory || typeof body.conversation_number === 'number', {
    path: ['conversation_number'],
    message: 'is required where `memory` is true',
  })
  .openapi('LlmRequest');

const LlmResponse = z
  .object({
    username: z.string().openapi({ example: 'alice' }),
    data: z.string().openapi({ description: 'The answer.' }),
  })
  .openapi('LlmResponse');

const faults = { ...errorResponses, 409: ErrorResponse, 429: ErrorResponse };

const exampleActive = {
  engine_name: 'org/tiny',
  container_id: 'org-tiny-0f3a9c',
  model_name: 'org/tiny',
  quantized: false,
  max_model_length: 1024,
  seed: 42,
  inference_end_point: 'http://127.0.0.1:41234',
  timestamp: '2026-11-21T04:00:00.000Z',
  user_id: 'usr_0mhq3x1k2a7b9c0d1e2',
} satisfies z.input<typeof ActiveModel>;

export const userEngineRoutes = c.router({
  start: {
    method: 'POST',
    path: '/vllm_request/start',
    summary: 'Start an engine of your own',
    body: StartRequest,
    responses: { 200: StartResponse, ...faults },
    metadata: meta({
      operationId: 'startUserEngine',
      tag,
      verb: 'self',
      description:
        'Answers when the engine is ready, or has failed to get ready (`unhealthy`; then nothing of it stays). It takes a ' +
        'slot like all others: 409 `no_room` says what is running. It is then a model of yours on the OpenAI routes; to ' +
        'others it does not exist. It ends with the gateway. It takes a login (`POST /token`), or the verb `users`.',
      requestExamples: { start: { Model: 'org/tiny', MAX_MODEL_LEN: 1024, TENSOR_PARALLEL_SIZE: 1, SEED: 42 } },
      responseExamples: {
        healthy: {
          message: 'The engine of "org/tiny" is ready.',
          vLLM_endpoint: exampleActive.inference_end_point,
          user_info: {
            username: 'alice',
            user_id: exampleActive.user_id,
            engine_name: 'org/tiny',
            container_id: exampleActive.container_id,
          },
          status: 'healthy',
        },
      },
    }),
  },
  terminate: {
    method: 'POST',
    path: '/vllm_request/terminate',
    summary: 'Stop an engine of your own',
    body: TerminateRequest,
    responses: { 200: TerminateResponse, ...faults },
    metadata: meta({
      operationId: 'terminateUserEngine',
      tag,
      verb: 'self',
      description:
        'At once: what it was answering is ended. Answers when it is gone. One that has ended already says how. Admins may ' +
        'stop those of others; to all others these do not exist.',
      requestExamples: { terminate: { container_id: exampleActive.container_id } },
      responseExamples: { terminated: { status: 'terminated' } },
    }),
  },
  list: {
    method: 'GET',
    path: '/active_models/',
    summary: 'List the engines that users started',
    responses: { 200: z.array(ActiveModel), ...faults },
    metadata: meta({
      operationId: 'listActiveModels',
      tag,
      verb: 'read',
      description: 'Your own; admins see all.',
      responseExamples: { engines: [exampleActive] },
    }),
  },
  llmRequest: {
    method: 'POST',
    path: '/llm_request',
    summary: 'Ask a model, with memory',
    body: LlmRequest,
    responses: { 200: LlmResponse, ...faults },
    metadata: meta({
      operationId: 'llmRequest',
      tag,
      verb: 'infer',
      description:
        'With `memory: true` the conversation of that number is continued: what was said before is sent along, as many ' +
        'whole turns as the model’s context holds, the newest ones, and every system message. A second request in the same ' +
        'conversation waits for the first; what fails, or is left by its client, is not remembered.',
      requestExamples: {
        once: {
          model: 'org/tiny',
          inference_endpoint: 'http://127.0.0.1:41234',
          prompt: 'What is the capital of Japan?',
        },
        remembered: {
          model: 'org/tiny',
          inference_endpoint: 'http://127.0.0.1:41234',
          prompt: 'And of Italy?',
          memory: true,
          conversation_number: 1,
        },
      },
      responseExamples: { answer: { username: 'alice', data: 'The capital of Japan is Tokyo.' } },
    }),
  },
});
