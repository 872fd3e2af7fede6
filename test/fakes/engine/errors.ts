/** Errors in the words and shapes of each engine kind, as recorded from the real ones. */
import type { FakeKind } from './fake-kind.ts';

export interface FakeError {
  readonly status: number;
  readonly body: object;
}

/** An error with the kind's shape: nested and flat ones, `code` a number. */
export function errorOf(kind: FakeKind, status: number, type: string, message: string): FakeError {
  if (kind === 'sglang') return { status, body: { object: 'error', message, type, param: null, code: status } };
  if (kind === 'llama.cpp') return { status, body: { error: { code: status, message, type } } };
  return { status, body: { error: { message, type, param: null, code: status } } };
}

export function notFound(kind: FakeKind): FakeError {
  if (kind === 'llama.cpp') return errorOf(kind, 404, 'not_found_error', 'File Not Found');
  return { status: 404, body: { detail: 'Not Found' } };
}

export function loading(kind: FakeKind): FakeError {
  return errorOf(kind, 503, kind === 'llama.cpp' ? 'unavailable_error' : 'ServiceUnavailable', 'Loading model');
}

export function badKey(kind: FakeKind): FakeError {
  if (kind === 'vllm' || kind === 'sglang') return { status: 401, body: { error: 'Unauthorized' } };
  return errorOf(kind, 401, 'authentication_error', 'Invalid API Key');
}

export function badJson(kind: FakeKind): FakeError {
  return errorOf(kind, 400, kind === 'llama.cpp' ? 'invalid_request_error' : 'Bad Request', 'JSON decode error');
}

/** The prompt has more tokens than the context; both numbers are in each kind's message. */
export function tooLong(kind: FakeKind, tokens: number, context: number): FakeError {
  if (kind === 'llama.cpp') {
    const message = `request (${tokens} tokens) exceeds the available context size (${context} tokens), try increasing it`;
    const type = 'exceed_context_size_error';
    return {
      status: 400,
      body: { error: { code: 400, message, type, n_prompt_tokens: tokens, n_ctx: context } },
    };
  }
  const message =
    kind === 'sglang'
      ? `The input (${tokens} tokens) is longer than the model's context length (${context} tokens).`
      : `This model's maximum context length is ${context} tokens. However, your prompt contains ${tokens} input tokens.`;
  return errorOf(kind, 400, 'BadRequestError', message);
}
