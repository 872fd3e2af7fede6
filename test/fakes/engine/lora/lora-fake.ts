/** The LoRA side of the fake engine: the same states and the same bytes as were recorded from the real ones. */
import { readCapture } from '../../../fixtures/read-capture.ts';
import type { FakeError } from '../errors.ts';

export interface LoraReply {
  readonly status: number;
  /** The content type; null: none is sent. */
  readonly type: string | null;
  readonly body: string;
}

export interface LoraFake {
  /** Whether the route is one of these; their order with keys and loading is that of all routes. */
  owns(method: string, path: string): boolean;
  answer(method: string, path: string, body: Buffer): LoraReply;
  /** The LoRA adapter that a request gets (null: the base model), or why it gets no answer. */
  choose(path: string, body: Readonly<Record<string, unknown>>): { readonly lora: string | null } | FakeError;
}

export const jsonReply = (status: number, value: unknown): LoraReply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** Answers whose text depends on a parser's inside are the recorded ones, as they are. */
export function recorded(engine: 'vllm' | 'sglang', name: string): LoraReply {
  const { status, headers, body } = readCapture(engine, name);
  return { status, type: headers['content-type'] ?? null, body: body.toString() };
}

/** null: not JSON, or no object. */
export function fieldsOf(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** Engines whose LoRA routes are as if they did not exist. */
export const noLora: LoraFake = {
  owns: () => false,
  answer: () => jsonReply(404, { detail: 'Not Found' }),
  choose: () => ({ lora: null }),
};
