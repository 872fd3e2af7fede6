/**
 * How many tokens a prompt has at most, without asking anybody. It rests on one fact: a token stands for at least one
 * byte of the text, whatever the vocabulary. So a prompt that fits by this estimate fits; one that does not may still.
 * What no text can bound (sound, files, a conversation kept by the engine) counts as infinite.
 */

type Body = Readonly<Record<string, unknown>>;

/** Marks that templates put around a message: `<|start_header_id|>`, `<|end_header_id|>`, newlines, `<|eot_id|>`. */
const tokensPerMessage = 8;

/** Begin-of-sequence, the generation prompt, and the system message that some templates add by themselves. */
const tokensPerChat = 32;

/** Begin and end of sequence, and the space that some tokenizers put in front. */
const tokensPerPrompt = 4;

/** What templates say to the model about how to call tools. */
const tokensForTools = 512;

/** The most that common vision models make of one image. */
const tokensPerImage = 16_384;

const imageTypes = new Set(['image_url', 'image', 'input_image']);
const otherMediaTypes = new Set([
  ...['input_audio', 'audio', 'audio_url', 'video', 'video_url', 'input_video'],
  ...['file', 'input_file', 'document', 'container_upload'],
]);

/** Upper bound of the prompt's tokens on a forwarded route; 0 on routes that fill no context. */
export function estimateTokens(path: string, body: Body): number {
  try {
    return estimators[path]?.(body) ?? 0;
  } catch (error) {
    // JSON can be parsed deeper than it can be walked.
    if (error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

const estimators: Readonly<Record<string, (body: Body) => number>> = {
  '/v1/chat/completions': chat,
  '/v1/completions': (body) => prompts(body['prompt']) + json(body['suffix']),
  '/v1/embeddings': (body) => (body['input'] === undefined ? chat(body) : prompts(body['input'])),
  '/v1/responses': responses,
  '/v1/messages': (body) => chat(body) + system(body['system']),
  '/v1/rerank': rerank,
};

function chat(body: Body): number {
  const { messages, tools, functions, response_format, documents, chat_template_kwargs } = body;
  const defined = json(tools) + json(functions);
  return (
    tokensPerChat +
    sum(list(messages), message) +
    (defined > 0 ? tokensForTools + defined : 0) +
    json(response_format) +
    json(documents) +
    json(chat_template_kwargs)
  );
}

function responses(body: Body): number {
  const { input, instructions, tools, text, previous_response_id, conversation, prompt } = body;
  // The engine adds what it has kept; how much that is, only it knows.
  if ([previous_response_id, conversation, prompt].some((it) => it !== undefined && it !== null))
    return Number.POSITIVE_INFINITY;
  const messages = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  return chat({ messages, tools, response_format: text }) + system(instructions);
}

function system(value: unknown): number {
  return value === undefined || value === null ? 0 : tokensPerMessage + content(value);
}

function rerank(body: Body): number {
  const longest = list(body['documents']).reduce<number>((most, it) => Math.max(most, content(it)), 0);
  return tokensPerChat + content(body['query']) + longest;
}

function message(value: unknown): number {
  if (!isRecord(value)) return tokensPerMessage + content(value);
  const { role, content: said, ...rest } = value;
  return tokensPerMessage + content(role) + content(said) + json(rest);
}

/** A text, or a list of parts. */
function content(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  return Array.isArray(value) ? sum(value, part) : json(value);
}

function part(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 1;
  if (!isRecord(value)) return json(value);
  const { type, text, content: nested, ...rest } = value;
  if (typeof type === 'string' && imageTypes.has(type)) return tokensPerImage;
  if (typeof type === 'string' && otherMediaTypes.has(type)) return Number.POSITIVE_INFINITY;
  return 1 + content(text) + content(nested) + json(rest);
}

/** Each prompt has the context for itself, so the longest counts. */
function prompts(value: unknown): number {
  const several = Array.isArray(value) && value.every((it) => typeof it === 'string' || Array.isArray(it));
  const longest = several ? value.reduce<number>((most, it) => Math.max(most, prompt(it)), 0) : prompt(value);
  return tokensPerPrompt + longest;
}

/** A text, tokens, or a mixture of both. */
function prompt(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return sum(value, (it) => (typeof it === 'number' ? 1 : prompt(it)));
  return value === undefined || value === null ? 0 : Number.POSITIVE_INFINITY;
}

/** As templates print it, the widest of them with an indentation of four. */
function json(value: unknown): number {
  if (value === undefined || value === null || (isRecord(value) && Object.keys(value).length === 0)) return 0;
  return Buffer.byteLength(JSON.stringify(value, null, 4));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function sum(values: readonly unknown[], tokens: (value: unknown) => number): number {
  return values.reduce<number>((total, it) => total + tokens(it), 0);
}

function isRecord(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
