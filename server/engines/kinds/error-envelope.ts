/**
 * Reads whatever an engine answers with a status of 400 or more, and puts it into OpenAI's error object. An engine's
 * status and message are kept; what was not in the envelope stands in `error.engine` as it was.
 */
import { isRecord } from './engine-call.ts';
import type { EngineError } from './kind.ts';

/** What a kind knows of its engine's errors, each by its message. */
export interface ErrorRules {
  /** 500s that are the caller's fault. */
  readonly callerFaults: readonly RegExp[];
  /** The prompt, or the answer asked for, does not fit into the context. */
  readonly overflows: readonly RegExp[];
}

interface ReadError {
  readonly message: string;
  readonly type: string | null;
  readonly code: string | null;
  readonly param: string | null;
  /** Of a context that is too short. */
  readonly n_prompt_tokens?: number;
  readonly n_ctx?: number;
  /** What the engine said of itself, to be kept; undefined where the envelope says it all. */
  readonly engine?: unknown;
}

/** The engine's own body is cut off beyond this. */
const engineBytesMax = 8 * 1024;

export function normaliseEngineError(status: number, body: Buffer, rules: ErrorRules): EngineError {
  const { engine, ...read } = readBody(status, body);
  const says = (patterns: readonly RegExp[]) => patterns.some((it) => it.test(read.message));
  const overflows = status <= 500 && says(rules.overflows);
  if (!overflows && !(status === 500 && says(rules.callerFaults))) {
    const error = { ...read, message: cap(read.message), type: read.type ?? typeOf(status) };
    return { status, error: { ...error, ...engineField(engine) } };
  }
  const code = overflows ? 'context_length_exceeded' : read.code;
  const error = { ...read, message: cap(read.message), type: 'invalid_request_error', code };
  // The envelope no longer says what the engine said (its own code, its numbers), so its own words go along.
  return { status: 400, error: { ...error, ...engineField(engine ?? ownError(body)) } };
}

function readBody(status: number, body: Buffer): ReadError {
  const text = body.toString().trim();
  if (text === '') return bare(`The engine answered ${status} without a body.`);
  const parsed = parse(text);
  const value = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
  if (isRecord(value)) return readObject(status, value);
  if (typeof value === 'string' && value !== '') return bare(value, value);
  return /^<(!doctype|html|\?xml|head|body)/i.test(text) ? readPage(status, text) : bare(text, text);
}

function readObject(status: number, value: Readonly<Record<string, unknown>>): ReadError {
  const { error, detail } = value;
  // OpenAI's envelope, and Anthropic's, which has the same `error` inside.
  if (isRecord(error) && typeof error['message'] === 'string') return fieldsOf(error, error['message']);
  if (typeof error === 'string' && error !== '') return { ...fieldsOf(value, error), engine: value };
  // SGLang's flat ones, its LoRA answers, and FastAPI's two sorts.
  for (const message of [value['message'], value['error_message'], detail]) {
    if (typeof message === 'string' && message !== '') return { ...fieldsOf(value, message), engine: value };
  }
  if (Array.isArray(detail) && detail.length > 0) return { ...readValidation(detail), engine: value };
  return bare(
    `The engine answered ${status} with an error of a form that is not known; it is in \`error.engine\`.`,
    value,
  );
}

function fieldsOf(value: Readonly<Record<string, unknown>>, message: string): ReadError {
  const text = (field: unknown) => (typeof field === 'string' && field !== '' ? field : null);
  // A numeric code only repeats the status.
  return {
    message,
    type: text(value['type']),
    code: text(value['code']),
    param: text(value['param']),
    ...sizes(value),
  };
}

/** llama.cpp and the embedded engine tell the two sizes under the names that the gateway's own refusal gives them. */
function sizes({
  n_prompt_tokens,
  n_ctx,
}: Readonly<Record<string, unknown>>): Pick<ReadError, 'n_prompt_tokens' | 'n_ctx'> {
  return typeof n_prompt_tokens === 'number' && typeof n_ctx === 'number' ? { n_prompt_tokens, n_ctx } : {};
}

/** FastAPI's list of what was wrong: `[{loc: ["body", "max_tokens"], msg, type}]`. */
function readValidation(detail: readonly unknown[]): ReadError {
  const faults = detail.filter(isRecord).map((it) => ({
    place: Array.isArray(it['loc']) ? it['loc'].filter((part) => part !== 'body').join('.') : '',
    says: typeof it['msg'] === 'string' ? it['msg'] : 'not valid',
  }));
  const message = faults.map(({ place, says }) => (place === '' ? says : `${place}: ${says}`)).join('; ');
  return { ...bare(message || 'The engine found the request not valid.'), param: faults[0]?.place || null };
}

/** A page comes from a proxy before the engine; its title says more than its markup. */
function readPage(status: number, page: string): ReadError {
  const title = /<title>([^<]*)<\/title>/i.exec(page)?.[1]?.trim() ?? '';
  const message = `The engine answered ${status} with an HTML page${title === '' ? '.' : `: ${title}`}`;
  return bare(message, page);
}

function bare(message: string, engine?: unknown): ReadError {
  return { message, type: null, code: null, param: null, engine };
}

function ownError(body: Buffer): unknown {
  const parsed = parse(body.toString());
  return isRecord(parsed) ? (parsed['error'] ?? parsed) : parsed;
}

function engineField(engine: unknown): { engine?: unknown } {
  if (engine === undefined) return {};
  const text = typeof engine === 'string' ? engine : JSON.stringify(engine);
  return { engine: Buffer.byteLength(text) <= engineBytesMax ? engine : cap(text) };
}

/** Cut at 8 KB, and not within a character. */
function cap(text: string): string {
  if (Buffer.byteLength(text) <= engineBytesMax) return text;
  return Buffer.from(text)
    .subarray(0, engineBytesMax)
    .toString()
    .replace(/\uFFFD+$/, '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 404) return 'not_found_error';
  if (status === 429) return 'rate_limit_error';
  if (status === 501) return 'not_supported_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}
