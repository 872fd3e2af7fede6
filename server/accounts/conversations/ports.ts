/** What conversations are given by the program: the models that answer. */
import type { Caller } from '../keys.ts';
import type { Message } from './conversation.ts';

export interface AskContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** Aborted when the caller leaves: then nothing is answered, and nothing remembered. */
  readonly signal: AbortSignal;
}

/** The inference path, quotas and all. */
export interface Answering {
  /** The model's answer. Rejects where there is none, in whatever words the path has for it. */
  answer(model: string, messages: readonly Message[], context: AskContext): Promise<string>;
  /**
   * Whether the model's context holds them with room for an answer: counted exactly where the engine or its vocabulary
   * can, else estimated. True where the context is not known.
   */
  fits(model: string, messages: readonly Message[]): Promise<boolean>;
  /** Whether `answer` rejected because the messages were too long for the model. */
  isTooLong(error: unknown): boolean;
}
