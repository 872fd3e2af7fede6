/**
 * The closed list of error codes. Every error that the gateway itself answers carries one of these in `error.code`;
 * an engine's own error keeps the engine's words (see the header `x-roundhouse-source`).
 *
 * `retryable`: the same request may succeed later without being changed.
 */
export interface ErrorMeaning {
  readonly status: number;
  /** OpenAI's `error.type`. */
  readonly type: string;
  /** What it means and what the caller can do; shown in the specs. */
  readonly meaning: string;
  readonly retryable: boolean;
}

const invalid = 'invalid_request_error';

export const errorCodes = {
  invalid_json: { status: 400, type: invalid, meaning: 'The body is not JSON.', retryable: false },
  invalid_request: {
    status: 400,
    type: invalid,
    meaning: 'A field, parameter or header has a value that cannot be used; `param` names it.',
    retryable: false,
  },
  missing_model: {
    status: 400,
    type: invalid,
    meaning: 'The body has no `model`, or it is not a string.',
    retryable: false,
  },
  context_length_exceeded: {
    status: 400,
    type: invalid,
    meaning: 'The prompt and the answer asked for do not fit into the largest context of the model.',
    retryable: false,
  },
  invalid_api_key: {
    status: 401,
    type: 'authentication_error',
    meaning: 'No API key, or one that is not known.',
    retryable: false,
  },
  invalid_credentials: {
    status: 401,
    type: 'authentication_error',
    meaning: 'No user of that name, not the password, or the user is disabled.',
    retryable: false,
  },
  permission_denied: {
    status: 403,
    type: 'permission_error',
    meaning: 'The API key may not do this.',
    retryable: false,
  },
  model_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'No model of that name; near names are listed.',
    retryable: false,
  },
  engine_not_found: { status: 404, type: 'not_found_error', meaning: 'No engine of that id.', retryable: false },
  user_not_found: { status: 404, type: 'not_found_error', meaning: 'No user of that id.', retryable: false },
  key_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'No API key of that id, or it is not yours.',
    retryable: false,
  },
  conversation_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'No conversation of that id, or it is not yours.',
    retryable: false,
  },
  rate_limit_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'No rate limit of that id.',
    retryable: false,
  },
  route_not_found: { status: 404, type: 'not_found_error', meaning: 'The gateway has no such path.', retryable: false },
  method_not_allowed: {
    status: 405,
    type: invalid,
    meaning: 'The path exists, but not with this method; see the header `allow`.',
    retryable: false,
  },
  download_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'No download of that id; ended ones are forgotten after a while.',
    retryable: false,
  },
  lora_not_found: { status: 404, type: 'not_found_error', meaning: 'No LoRA adapter of that name.', retryable: false },
  source_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'The source has no such repository, bucket, revision or file.',
    retryable: false,
  },
  path_not_allowed: {
    status: 403,
    type: 'permission_error',
    meaning: 'The path lies outside of `download_roots`.',
    retryable: false,
  },
  endpoint_not_allowed: {
    status: 403,
    type: 'permission_error',
    meaning: 'The endpoint is not one of `download_endpoints`, or leads to a private address.',
    retryable: false,
  },
  source_forbidden: {
    status: 403,
    type: 'permission_error',
    meaning: 'The source refuses the credentials, needs some, or has a gate that was not passed.',
    retryable: false,
  },
  lora_conflict: {
    status: 409,
    type: 'conflict_error',
    meaning: 'The engine, as it was started, cannot take this LoRA adapter; the message says what to change.',
    retryable: false,
  },
  lora_incompatible: {
    status: 400,
    type: invalid,
    meaning: 'The files are no LoRA adapter, or not one for this engine or base model.',
    retryable: false,
  },
  lora_load_failed: {
    status: 502,
    type: 'engine_error',
    meaning: 'An engine did not load or unload the LoRA adapter; the message has its reason.',
    retryable: true,
  },
  download_conflict: {
    status: 409,
    type: 'conflict_error',
    meaning: 'Something else is, or is being written, where the download should go.',
    retryable: false,
  },
  download_changed: {
    status: 409,
    type: 'conflict_error',
    meaning: 'The file changed at its source while it was being downloaded.',
    retryable: true,
  },
  download_failed: {
    status: 502,
    type: 'download_error',
    meaning: 'The source could not be reached or broke off, or what came was not what it had promised.',
    retryable: true,
  },
  download_cancelled: { status: 409, type: 'conflict_error', meaning: 'The download was cancelled.', retryable: true },
  disk_full: {
    status: 507,
    type: 'storage_error',
    meaning: 'The disk has no room for it; the message says how much is missing.',
    retryable: true,
  },
  storage_unavailable: {
    status: 503,
    type: 'storage_error',
    meaning: 'The database cannot be used now.',
    retryable: true,
  },
  no_room: {
    status: 409,
    type: 'conflict_error',
    meaning: 'All slots, or the GPUs that it needs, are taken by engines that are busy.',
    retryable: true,
  },
  user_conflict: {
    status: 409,
    type: 'conflict_error',
    meaning: 'A user of that name exists already, or it is the last admin.',
    retryable: false,
  },
  conversation_busy: {
    status: 409,
    type: 'conflict_error',
    meaning: 'The conversation is waiting for an answer, and others wait for their turn in it.',
    retryable: true,
  },
  conversation_conflict: {
    status: 409,
    type: 'conflict_error',
    meaning: 'There is a conversation of that number already.',
    retryable: false,
  },
  engine_conflict: {
    status: 409,
    type: 'conflict_error',
    meaning: 'You have started this model already, or as many engines as you may.',
    retryable: false,
  },
  user_engines_off: {
    status: 501,
    type: 'not_supported_error',
    meaning: 'Users may start no engines here: the config has no `user_engines`.',
    retryable: false,
  },
  body_too_large: { status: 413, type: invalid, meaning: 'The body is larger than `max_body`.', retryable: false },
  unsupported_encoding: {
    status: 415,
    type: invalid,
    meaning: 'Request bodies must not be compressed (`Content-Encoding`).',
    retryable: false,
  },
  unsupported_media_type: {
    status: 415,
    type: invalid,
    meaning: 'The route takes another content type.',
    retryable: false,
  },
  not_supported: {
    status: 501,
    type: 'not_supported_error',
    meaning: 'The engine of this model cannot do this.',
    retryable: false,
  },
  accounts_off: {
    status: 501,
    type: 'not_supported_error',
    meaning: 'There are no accounts here: the config does not say `auth: required`.',
    retryable: false,
  },
  internal_error: {
    status: 500,
    type: 'server_error',
    meaning: 'A fault of the gateway itself; quote the request id.',
    retryable: true,
  },
  engine_start_failed: {
    status: 502,
    type: 'engine_error',
    meaning: 'The engine could not be started; the message says why.',
    retryable: true,
  },
  engine_unreachable: {
    status: 502,
    type: 'engine_error',
    meaning: 'The engine did not take the connection, or broke it.',
    retryable: true,
  },
  engine_disconnected: {
    status: 502,
    type: 'engine_error',
    meaning: 'The engine ended its answer before it was whole.',
    retryable: true,
  },
  engine_bad_response: {
    status: 502,
    type: 'engine_error',
    meaning: 'The engine answered what is not HTTP, or not what its API promises.',
    retryable: true,
  },
  engine_stopped: {
    status: 503,
    type: 'engine_error',
    meaning: 'The engine was stopped while it was answering.',
    retryable: true,
  },
  engine_unavailable: {
    status: 503,
    type: 'engine_error',
    meaning: 'No engine of this model is ready.',
    retryable: true,
  },
  queue_full: {
    status: 503,
    type: 'overloaded_error',
    meaning: 'More requests wait for this model than `max_queue` allows.',
    retryable: true,
  },
  queue_timeout: {
    status: 503,
    type: 'overloaded_error',
    meaning: 'The request waited longer than `max_wait`.',
    retryable: true,
  },
  shutting_down: { status: 503, type: 'overloaded_error', meaning: 'The gateway is shutting down.', retryable: true },
  concurrency_limit_reached: {
    status: 429,
    type: 'rate_limit_error',
    meaning: 'As many requests as `max_concurrency` allows are being answered.',
    retryable: true,
  },
  rate_limit_exceeded: {
    status: 429,
    type: 'rate_limit_error',
    meaning:
      'A limit of requests or tokens per minute, or of concurrent requests, is reached; `limit`, `used` and `allowed` say ' +
      'which one. See `retry-after`.',
    retryable: true,
  },
  insufficient_quota: {
    status: 429,
    type: 'insufficient_quota',
    meaning: 'The user has used up a lifetime limit of tokens; `limit`, `used` and `allowed` say which one.',
    retryable: false,
  },
  login_limited: {
    status: 429,
    type: 'rate_limit_error',
    meaning: 'Too many wrong passwords for this name or from this address; see `retry-after`.',
    retryable: true,
  },
  engine_timeout: {
    status: 504,
    type: 'engine_error',
    meaning: 'The engine took longer than the configured time.',
    retryable: true,
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorCodes;
