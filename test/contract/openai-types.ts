/**
 * Compiled, never run: proves that the contract and the types of the npm package `openai` agree.
 *
 * 1. Every key of OpenAI's request types is declared in ours.
 * 2. What OpenAI's SDK may send is accepted by our requests.
 * 3. What we promise to answer can be read as OpenAI's answer, but for the exceptions listed below, where a real engine
 *    leaves out or nulls what OpenAI always writes.
 */
import type OpenAI from 'openai';
import type * as Chat from 'openai/resources/chat/completions/completions';
import type * as Resp from 'openai/resources/responses/responses';
import type { z } from 'zod';
import type { ChatCompletionChunk } from '../../contract/inference/chat/chunk.ts';
import type { ChatCompletion } from '../../contract/inference/chat/completion.ts';
import type { ChatMessage } from '../../contract/inference/chat/messages.ts';
import type { ChatStreamOptions } from '../../contract/inference/chat/options.ts';
import type { ChatCompletionRequest } from '../../contract/inference/chat/request.ts';
import type { ChatTool, ChatToolCall } from '../../contract/inference/chat/tools.ts';
import type { Completion, CompletionRequest } from '../../contract/inference/completions.ts';
import type { EmbeddingRequest, EmbeddingResponse } from '../../contract/inference/embeddings.ts';
import type { ResponseStreamEvent } from '../../contract/inference/responses/events/event.ts';
import type { ResponseInputItem, ResponseOutputItem } from '../../contract/inference/responses/items/item.ts';
import type { ResponseRequest } from '../../contract/inference/responses/request.ts';
import type { ResponseObject } from '../../contract/inference/responses/response.ts';
import type { ResponseTool } from '../../contract/inference/responses/tools/tool.ts';
import type { CompletionUsage } from '../../contract/inference/shared/usage.ts';

type Assert<T extends true> = T;
type Fits<Value, Wanted> = [Value] extends [Wanted] ? true : false;

/** A dictionary: an index signature and no declared key. */
type IsRecord<T> = string extends keyof T ? ([KeysOf<T>] extends [never] ? true : false) : false;
/** The type without the index signatures of loose objects, on every level: they would else have every key. */
type Known<T> = T extends readonly (infer U)[]
  ? Known<U>[]
  : T extends object
    ? IsRecord<T> extends true
      ? Record<string, Known<T[keyof T]>>
      : { [K in keyof T as string extends K ? never : K]: Known<T[K]> }
    : T;

/** The declared keys of every member of a union. */
type KeysOf<T> = T extends object ? keyof { [K in keyof T as string extends K ? never : K]: 1 } : never;
/** Keys of OpenAI's type that ours does not declare: must be none. */
type Missing<Theirs, Ours> = Exclude<KeysOf<Theirs>, KeysOf<Ours>>;
type Declares<Ours, Theirs> = [Missing<Theirs, Ours>] extends [never] ? true : false;
/** The same, two levels deep: for each key, the keys of its objects, array elements included. */
type Inner<T> = T extends readonly (infer U)[]
  ? Inner<U>
  : T extends object
    ? string extends keyof T
      ? never
      : T
    : never;
type At<T, K> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type MissingBelow<Theirs, Ours> = {
  [K in KeysOf<Theirs>]: Missing<Inner<At<Theirs, K>>, Inner<At<Known<Ours>, K>>>;
}[KeysOf<Theirs>];
type DeclaresBelow<Ours, Theirs> = [MissingBelow<Theirs, Ours>] extends [never] ? true : false;

type In<T extends z.ZodType> = z.input<T>;
type Out<T extends z.ZodType> = z.output<T>;

// 1. Keys of the requests, and one level below.
export type RequestKeys = [
  Assert<Declares<In<typeof ChatCompletionRequest>, Chat.ChatCompletionCreateParams>>,
  Assert<DeclaresBelow<In<typeof ChatCompletionRequest>, Chat.ChatCompletionCreateParams>>,
  Assert<Declares<In<typeof CompletionRequest>, OpenAI.CompletionCreateParams>>,
  Assert<DeclaresBelow<In<typeof CompletionRequest>, OpenAI.CompletionCreateParams>>,
  Assert<Declares<In<typeof EmbeddingRequest>, OpenAI.EmbeddingCreateParams>>,
  Assert<Declares<In<typeof ResponseRequest>, Resp.ResponseCreateParams>>,
  Assert<DeclaresBelow<In<typeof ResponseRequest>, Resp.ResponseCreateParams>>,
];

// Keys of each member of the unions that matter, by what tells the members apart, and one level below.
type Member<T, Tag extends string, Value> = T extends { [K in Tag]?: infer V } ? (Value extends V ? T : never) : never;
type EachMember<Ours, Theirs, Tag extends string> = {
  [V in Extract<At<Theirs, Tag>, string>]: Missing<Member<Theirs, Tag, V>, Member<Known<Ours>, Tag, V>>;
}[Extract<At<Theirs, Tag>, string>];
type DeclaresEach<Ours, Theirs, Tag extends string> = [EachMember<Ours, Theirs, Tag>] extends [never] ? true : false;

export type UnionKeys = [
  Assert<DeclaresEach<In<typeof ChatMessage>, Chat.ChatCompletionMessageParam, 'role'>>,
  Assert<DeclaresEach<In<typeof ChatTool>, Chat.ChatCompletionTool, 'type'>>,
  Assert<DeclaresBelow<In<typeof ChatTool>, Chat.ChatCompletionTool>>,
  Assert<DeclaresEach<In<typeof ChatToolCall>, Chat.ChatCompletionMessageToolCall, 'type'>>,
  Assert<DeclaresBelow<In<typeof ChatToolCall>, Chat.ChatCompletionMessageToolCall>>,
  Assert<Declares<In<typeof ChatStreamOptions>, Chat.ChatCompletionStreamOptions>>,
  Assert<DeclaresEach<In<typeof ResponseInputItem>, Resp.ResponseInputItem, 'type'>>,
  Assert<DeclaresEach<In<typeof ResponseTool>, Resp.Tool, 'type'>>,
  Assert<DeclaresBelow<In<typeof ResponseTool>, Resp.Tool>>,
];

// Keys of the answers. `output_text` is put in by OpenAI's SDK and is never on the wire.
export type AnswerKeys = [
  Assert<Declares<Out<typeof ChatCompletion>, Chat.ChatCompletion>>,
  Assert<DeclaresBelow<Out<typeof ChatCompletion>, Chat.ChatCompletion>>,
  Assert<Declares<Out<typeof ChatCompletionChunk>, Chat.ChatCompletionChunk>>,
  Assert<DeclaresBelow<Out<typeof ChatCompletionChunk>, Chat.ChatCompletionChunk>>,
  Assert<DeclaresBelow<Out<typeof CompletionUsage>, OpenAI.CompletionUsage>>,
  Assert<DeclaresBelow<Out<typeof Completion>, OpenAI.Completion>>,
  Assert<DeclaresBelow<Out<typeof EmbeddingResponse>, OpenAI.CreateEmbeddingResponse>>,
  Assert<Declares<Out<typeof ResponseObject>, Omit<Resp.Response, 'output_text'>>>,
  Assert<DeclaresBelow<Out<typeof ResponseObject>, Omit<Resp.Response, 'output_text'>>>,
  Assert<DeclaresEach<Out<typeof ResponseOutputItem>, Resp.ResponseOutputItem, 'type'>>,
  Assert<DeclaresEach<Out<typeof ResponseStreamEvent>, Resp.ResponseStreamEvent, 'type'>>,
];

// 2. What the SDK may send is accepted.
export type Requests = [
  Assert<Fits<Chat.ChatCompletionCreateParams, Known<In<typeof ChatCompletionRequest>>>>,
  Assert<Fits<OpenAI.CompletionCreateParams, Known<In<typeof CompletionRequest>>>>,
  Assert<Fits<OpenAI.EmbeddingCreateParams, Known<In<typeof EmbeddingRequest>>>>,
  // A request without `model` is for a stored prompt of OpenAI's; a gateway cannot route it.
  Assert<Fits<Resp.ResponseCreateParams & { model: string }, Known<In<typeof ResponseRequest>>>>,
];

// 3. Our answers can be read as OpenAI's, but for these.

/** OpenAI's response and events without `output_text`, see above. */
type WireResponse = Omit<Resp.Response, 'output_text'>;
type OnTheWire<E> = E extends { response: Resp.Response } ? Omit<E, 'response'> & { response: WireResponse } : E;

/** Dotted paths; array elements and union members share the path of their field. */
interface Exceptions {
  /** Engines may leave the field out, or write null, where OpenAI always has a value (or a null). */
  readonly absent: string;
  /** The field may hold what OpenAI's never does. */
  readonly wider: string;
}

type Join<P extends string, K> = K extends string ? (P extends '' ? K : `${P}.${K}`) : never;
/** Ours as if no engine made use of an exception. */
type Excepting<T, E extends Exceptions, P extends string = ''> = T extends readonly (infer U)[]
  ? Excepting<U, E, P>[]
  : T extends object
    ? IsRecord<T> extends true
      ? Record<string, Excepting<T[keyof T], E, P>>
      : Always<T, E, P> & Exceptional<T, E, P>
    : T;
type Always<T, E extends Exceptions, P extends string> = {
  [K in keyof T as string extends K ? never : Join<P, K> extends E['absent'] ? never : K]: Field<T[K], E, Join<P, K>>;
};
type Exceptional<T, E extends Exceptions, P extends string> = {
  [K in keyof T as Join<P, K> extends E['absent'] ? K : never]-?: Field<NonNullable<T[K]>, E, Join<P, K>>;
};
type Field<T, E extends Exceptions, P extends string> = P extends E['wider'] ? never : Excepting<T, E, P>;

interface ChatUsageExceptions {
  absent:
    | 'system_fingerprint' // vLLM: null where it is switched off
    | 'usage.prompt_tokens_details' // vLLM, SGLang: null
    | 'usage.prompt_tokens_details.cached_tokens' // vLLM: null
    | 'usage.completion_tokens_details' // vLLM, SGLang: null
    | 'choices.logprobs.refusal'; // all three leave it out
  wider: never;
}

interface ChatExceptions {
  absent:
    | ChatUsageExceptions['absent']
    | 'choices.logprobs' // llama.cpp leaves it out
    | 'choices.message.refusal' // llama.cpp and SGLang leave it out
    | 'choices.message.annotations' // vLLM: null
    | 'choices.message.tool_calls'; // SGLang: null
  wider: 'metadata'; // SGLang: an object with lists in it; OpenAI: strings only
}

interface ChunkExceptions {
  absent:
    | ChatUsageExceptions['absent']
    | 'choices.delta.tool_calls' // SGLang: null
    | 'choices.delta.tool_calls.id' // SGLang: null from the second piece of a call on
    | 'choices.delta.tool_calls.function.name' // the same
    | 'choices.delta.tool_calls.function.arguments' // SGLang: null in the first piece
    | 'choices.delta.function_call.name' // shares its schema with the above
    | 'choices.delta.function_call.arguments';
  wider: never;
}

interface CompletionExceptions {
  absent:
    | 'system_fingerprint' // vLLM: null
    | 'usage' // vLLM: null in the events of a stream
    | 'usage.prompt_tokens_details' // vLLM, SGLang: null
    | 'usage.prompt_tokens_details.cached_tokens'
    | 'usage.completion_tokens_details'
    | 'choices.logprobs' // OpenAI's type wants it, null or not
    | 'choices.finish_reason' // null in all but the last event of a stream; OpenAI's type has forgotten it
    | 'choices.logprobs.top_logprobs'; // vLLM: null
  wider: 'choices.logprobs.token_logprobs' | 'choices.logprobs.top_logprobs'; // null for the first token of an echo
}

interface EmbeddingExceptions {
  absent: never;
  wider: 'data.embedding'; // text where `encoding_format` is `base64`; OpenAI has another type for that
}

type ResponseFields =
  // llama.cpp answers with id, model, output, status and usage only
  | 'access_programs'
  | 'error'
  | 'incomplete_details'
  | 'instructions'
  | 'metadata'
  | 'parallel_tool_calls'
  | 'temperature'
  | 'tool_choice'
  | 'tools'
  | 'top_p'
  | 'usage.output_tokens_details'
  | 'usage.input_tokens_details'
  | 'usage.input_tokens_details.cache_write_tokens'
  | 'text' // vLLM: null
  | 'user' // vLLM: null
  | 'output.content.logprobs' // vLLM: null
  | 'output.content.annotations' // llama.cpp: not in the first event of a part
  | 'instructions.content.logprobs' // the same items, given back
  | 'instructions.content.annotations';

interface ResponseExceptions {
  absent: ResponseFields;
  wider: never;
}

interface ResponseEventExceptions {
  absent:
    | `response.${ResponseFields}`
    // llama.cpp starts a stream with id and status only
    | 'response.created_at'
    | 'response.model'
    | 'response.output'
    // llama.cpp numbers nothing
    | 'sequence_number'
    | 'output_index'
    | 'content_index'
    | 'summary_index'
    | 'logprobs'
    | 'item.content.logprobs'
    | 'item.content.annotations'
    | 'part.logprobs'
    | 'part.annotations';
  wider: never;
}

type Reads<Ours extends z.ZodType, E extends Exceptions, Theirs> = Fits<Excepting<Out<Ours>, E>, Theirs>;

export type Answers = [
  Assert<Reads<typeof ChatCompletion, ChatExceptions, Chat.ChatCompletion>>,
  Assert<Reads<typeof ChatCompletionChunk, ChunkExceptions, Chat.ChatCompletionChunk>>,
  Assert<Reads<typeof Completion, CompletionExceptions, OpenAI.Completion>>,
  Assert<Reads<typeof EmbeddingResponse, EmbeddingExceptions, OpenAI.CreateEmbeddingResponse>>,
  Assert<Reads<typeof ResponseObject, ResponseExceptions, WireResponse>>,
  Assert<Reads<typeof ResponseStreamEvent, ResponseEventExceptions, OnTheWire<Resp.ResponseStreamEvent>>>,
];

// 4. Each of these checks can fail.
type Without<T extends Exceptions, K extends string> = { absent: Exclude<T['absent'], K>; wider: T['wider'] };
interface None {
  absent: never;
  wider: never;
}
type LessRefusal = Without<ChatExceptions, 'choices.message.refusal'>;
type LessCallId = Without<ChunkExceptions, 'choices.delta.tool_calls.id'>;
type LessAnnotations = Without<ResponseExceptions, 'output.content.annotations'>;
type LessNumber = Without<ResponseEventExceptions, 'sequence_number'>;

export type Proofs = [
  // @ts-expect-error a key that OpenAI has and we have not
  Assert<Declares<In<typeof ChatCompletionRequest>, Chat.ChatCompletionCreateParams & { new_field?: string }>>,
  // @ts-expect-error the same, one level below
  Assert<DeclaresBelow<In<typeof ChatCompletionRequest>, { audio?: { voice: string; new_field?: string } }>>,
  // @ts-expect-error the same, below an array
  Assert<DeclaresBelow<Out<typeof ChatCompletion>, { choices: { new_field?: string }[] }>>,
  // @ts-expect-error the same, in one member of a union
  Assert<DeclaresEach<In<typeof ChatMessage>, { role: 'tool'; new_field?: string }, 'role'>>,
  // @ts-expect-error a member of a union that we have not
  Assert<DeclaresEach<In<typeof ResponseTool>, Resp.Tool | { type: 'new_tool'; name: string }, 'type'>>,
  // @ts-expect-error a request that is stricter than OpenAI's
  Assert<Fits<Chat.ChatCompletionCreateParams, Known<In<typeof ChatCompletionRequest>> & { user: string }>>,
  // @ts-expect-error the same, deep inside
  Assert<Fits<Resp.ResponseCreateParams, Known<In<typeof ResponseRequest>> & { input: { type: 'message' }[] }>>,
  // @ts-expect-error an answer without its exceptions
  Assert<Reads<typeof ChatCompletion, None, Chat.ChatCompletion>>,
  // @ts-expect-error an answer that lacks one exception
  Assert<Reads<typeof ChatCompletion, LessRefusal, Chat.ChatCompletion>>,
  // @ts-expect-error a chunk that lacks one exception
  Assert<Reads<typeof ChatCompletionChunk, LessCallId, Chat.ChatCompletionChunk>>,
  // @ts-expect-error a completion without its exceptions
  Assert<Reads<typeof Completion, None, OpenAI.Completion>>,
  // @ts-expect-error embeddings in base64
  Assert<Reads<typeof EmbeddingResponse, None, OpenAI.CreateEmbeddingResponse>>,
  // @ts-expect-error a response that lacks one exception
  Assert<Reads<typeof ResponseObject, LessAnnotations, WireResponse>>,
  // @ts-expect-error an event that lacks one exception
  Assert<Reads<typeof ResponseStreamEvent, LessNumber, OnTheWire<Resp.ResponseStreamEvent>>>,
  // @ts-expect-error the SDK's `output_text` is not on the wire
  Assert<Declares<Out<typeof ResponseObject>, Resp.Response>>,
];
