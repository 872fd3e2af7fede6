/** A request that is refused: a status, and OpenAI's error object. Messages never hold prompts or answers. */
export class RequestError extends Error {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    error: { readonly message: string; readonly type: string; readonly [field: string]: unknown },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}

/** 400 for one field of the body; `param` names it. */
export function invalid(param: string | null, message: string): RequestError {
  return new RequestError(400, { message, type: 'invalid_request_error', code: 'invalid_request', param });
}

/** 400 for what OpenAI's API has and this engine has not. */
export function unsupported(param: string, message: string): RequestError {
  return new RequestError(400, { message, type: 'invalid_request_error', code: 'not_supported', param });
}

/** llama-server's words and numbers. */
export function overflow(promptTokens: number, contextSize: number): RequestError {
  return new RequestError(400, {
    message: `request (${promptTokens} tokens) exceeds the available context size (${contextSize} tokens), try increasing it`,
    type: 'exceed_context_size_error',
    code: 'context_length_exceeded',
    param: null,
    n_prompt_tokens: promptTokens,
    n_ctx: contextSize,
  });
}

/** llama-server's answer while the model is being loaded, numeric code and all. */
export function loading(): RequestError {
  return new RequestError(503, { message: 'Loading model', type: 'unavailable_error', code: 503 });
}
