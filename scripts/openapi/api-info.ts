/** What the specs say about the API as a whole: title, tags, security, headers of every answer. */
import type { OpenApiDocument } from './document.ts';

export interface AboutApi {
  readonly info: (version: string) => OpenApiDocument['info'];
  readonly servers: NonNullable<OpenApiDocument['servers']>;
  /** Any one of them is enough. */
  readonly security: Record<string, string[]>[];
}

export const info = (version: string): OpenApiDocument['info'] => ({
  title: 'Roundhouse',
  version,
  summary: 'One API in front of the LLM engines that you run yourself.',
  description:
    'Roundhouse starts, swaps and watches LLM engines (llama.cpp, vLLM, SGLang, any OpenAI-compatible server) and ' +
    'answers for them under one API.\n\n' +
    'Requests are loose: fields that are not described here reach the engine as they are. Responses are true: what the ' +
    'gateway itself answers is what is described. Every answer carries `x-request-id`; `x-roundhouse-source` says ' +
    'whether it is the engine’s or the gateway’s own.',
  license: { name: 'MIT', identifier: 'MIT' },
});

const servers = [{ url: 'http://127.0.0.1:8080', description: 'The gateway as it listens by default.' }];

/** Shown in this order on the docs page. A tag that a route uses must be here. */
export const tagDescriptions: Readonly<Record<string, string>> = {
  Chat: 'Chat completions in OpenAI’s shape.',
  Completions: 'Text completions in OpenAI’s shape.',
  Embeddings: 'Embeddings in OpenAI’s shape.',
  Responses: 'OpenAI’s Responses.',
  Messages: 'Anthropic’s Messages.',
  Rerank: 'Ordering documents by how well they answer a query.',
  Tokens: 'Text to tokens and back, as the engine of a model does it.',
  Models: 'The names that can be asked for.',
  Engines: 'The engines behind the models: what runs, why it does not, starting and stopping.',
  'LoRA adapters': 'Which LoRA adapters the engines have: loading, unloading, looking.',
  Downloads: 'Files of models and LoRA adapters, brought onto the disk.',
  'Tokens and logins': 'From a name and a password to a token, and its end.',
  Users: 'Who may use this gateway, and how much.',
  Usage: 'What users have used, and how fast they may.',
  'API keys': 'Keys of users, with scopes.',
  'Engines of users':
    'Engines that users start for themselves, and questions to them, under the names of the vLLM management API.',
  Conversations: 'What is remembered of what was said: read, added to, deleted for good.',
  Events: 'What happens in the fleet, as it happens.',
  Forwarder: 'Requests to the engine beside it.',
  Operations: 'For those who run the gateway: health, readiness, metrics.',
  Documents: 'This description, for machines and for people.',
};

export const securitySchemes = {
  bearerAuth: { type: 'http', scheme: 'bearer', description: 'An API key, as OpenAI’s clients send it.' },
  apiKeyHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'x-api-key',
    description: 'An API key, as Anthropic’s clients send it.',
  },
};

/** Either is enough. */
export const security: Record<string, string[]>[] = [{ bearerAuth: [] }, { apiKeyHeader: [] }];

export const gatewayApi: AboutApi = { info, servers, security };

export const responseHeaders: NonNullable<OpenApiDocument['components']['headers']> = {
  RequestId: {
    description: 'Names this request in logs and errors; the client’s own `x-request-id` where it sent one.',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'Seconds after which the same request may succeed.',
    schema: { type: 'integer', minimum: 0 },
  },
  Source: {
    description: 'Whose answer it is.',
    schema: { type: 'string', enum: ['engine', 'gateway'] },
  },
};

/** The names under which `responseHeaders` travel. */
export const headerNames = { RequestId: 'x-request-id', RetryAfter: 'retry-after', Source: 'x-roundhouse-source' };
