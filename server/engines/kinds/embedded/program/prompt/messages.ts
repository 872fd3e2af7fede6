/** Reads the messages of a chat request. Pure. */
import { arrayField, isObject, type JsonObject, stringField, wrongType } from '../http/fields.ts';
import { invalid, unsupported } from '../http/request-error.ts';

/** A message as templates see it: text only, further fields (`name`, `tool_calls`, …) as they came. */
export interface TemplateMessage {
  readonly role: string;
  readonly content: string;
  readonly [field: string]: unknown;
}

const roles = ['system', 'developer', 'user', 'assistant', 'tool'];

/** Throws RequestError 400, naming the message by its place. */
export function readMessages(body: JsonObject): readonly TemplateMessage[] {
  const messages = arrayField(body, 'messages');
  if (messages === undefined) throw invalid('messages', "'messages' is required.");
  if (messages.length === 0) throw invalid('messages', "'messages' must hold at least one message.");
  const read = messages.map(readMessage);
  if (read.at(-1)?.role === 'assistant' && read.at(-2)?.role === 'assistant') {
    throw invalid('messages', "'messages' must not end with two messages of the assistant.");
  }
  return read;
}

function readMessage(value: unknown, index: number): TemplateMessage {
  const at = `messages[${index}]`;
  if (!isObject(value)) throw wrongType(at, 'an object', value);
  const role = stringField(value, 'role');
  if (role === undefined) throw invalid(`${at}.role`, `'${at}.role' is required.`);
  if (!roles.includes(role)) {
    throw invalid(`${at}.role`, `'${at}.role' must be one of ${roles.join(', ')}.`);
  }
  // Templates know no developer; llama-server puts it the same way.
  return { ...value, role: role === 'developer' ? 'system' : role, content: readContent(value['content'], at) };
}

/** Text parts are joined by line breaks, as llama-server does. */
function readContent(content: unknown, at: string): string {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw wrongType(`${at}.content`, 'a string or an array of parts', content);
  return content.map((part: unknown, index) => readPart(part, `${at}.content[${index}]`)).join('\n');
}

function readPart(part: unknown, at: string): string {
  if (!isObject(part)) throw wrongType(at, 'an object', part);
  const { type, text, refusal } = part;
  if (type === 'text' && typeof text === 'string') return text;
  if (type === 'text') throw wrongType(`${at}.text`, 'a string', text);
  if (type === 'refusal' && typeof refusal === 'string') return refusal;
  throw unsupported(at, `'${at}': the embedded engine reads text parts only; it takes no images, sound or files.`);
}
