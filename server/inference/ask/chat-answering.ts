/** Asks a model on behalf of a part of the gateway: by the inference path, not around it. */
import type { Answering, AskContext, Message } from '../../accounts/conversations/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { InferencePorts } from '../ports.ts';
import type { Inference } from '../serve.ts';
import { AnswerRefused } from './answer-refused.ts';
import { fitsContext } from './fits-context.ts';
import { MemoryResponse, requestInMemory } from './memory-exchange.ts';

const PATH = '/v1/chat/completions';

export interface ChatAnsweringDeps extends Pick<InferencePorts, 'names' | 'fleet' | 'countByVocabulary'> {
  readonly inference: Pick<Inference, 'serve'>;
}

export function createChatAnswering(deps: ChatAnsweringDeps): Answering {
  return {
    async answer(model, messages, context) {
      const { status, headers, body } = await exchange(deps.inference, chatBody(model, messages), context);
      if (status >= 400) throw new AnswerRefused({ status, headers, body });
      return textOf(body);
    },
    fits: (model, messages) => fitsContext(deps, PATH, chatBody(model, messages)),
    isTooLong: (error) => error instanceof AnswerRefused && error.code === 'context_length_exceeded',
  };
}

const chatBody = (model: string, messages: readonly Message[]) => ({
  model,
  messages: messages.map(({ role, text }) => ({ role, content: text })),
});

async function exchange(inference: Pick<Inference, 'serve'>, body: object, context: AskContext) {
  const { caller, requestId, signal } = context;
  signal.throwIfAborted();
  const req = requestInMemory(Buffer.from(JSON.stringify(body)));
  const res = new MemoryResponse(req);
  const leave = (): void => void res.destroy(signal.reason as Error);
  signal.addEventListener('abort', leave);
  try {
    const route = { path: PATH, errorShape: 'openai' as const };
    inference.serve({ req, res, route, caller, requestId, receivedAtMs: performance.now() });
    return await res.answer;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

interface Completion {
  readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
}

/** A model may have nothing to say. Throws `engine_bad_response`. */
function textOf(body: Buffer): string {
  try {
    const message = (JSON.parse(body.toString()) as Completion).choices?.[0]?.message;
    if (message !== undefined) return typeof message.content === 'string' ? message.content : '';
  } catch {
    // Told below: what it was may be an answer, and is not told.
  }
  throw new AppError('engine_bad_response', 'The engine answered what is not a chat completion.');
}
