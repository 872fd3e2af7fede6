import type { ServerResponse } from 'node:http';
import type { CompletionRequest, Engine } from '../engine.ts';
import { type EventStream, openEventStream, sendJson } from '../http/exchange.ts';
import type { Call } from '../http/server.ts';
import { answerHead, collectText, modelName, readGeneration, readStream, usageOf } from './answer.ts';

/** POST /v1/chat/completions */
export async function chatCompletions(engine: Engine, name: string, { body, response, signal }: Call): Promise<void> {
  const wishes = readStream(body);
  const model = modelName(body, name);
  const generation = await readGeneration(engine, body);
  const prompt = engine.vocabulary.chatPrompt(body);
  engine.checkFits(prompt);
  const request = { ...generation, prompt, signal };
  if (wishes.stream) return streamChat(engine, request, { model, response, includeUsage: wishes.includeUsage });
  const { text, result } = await collectText(engine, request);
  const message = { role: 'assistant', content: text, refusal: null };
  sendJson(response, 200, {
    ...answerHead('chatcmpl', 'chat.completion', model),
    choices: [{ index: 0, message, logprobs: null, finish_reason: result.finishReason }],
    usage: usageOf(prompt.length, [result]),
  });
}

interface ChatStream {
  readonly model: string;
  readonly response: ServerResponse;
  readonly includeUsage: boolean;
}

async function streamChat(
  engine: Engine,
  request: Omit<CompletionRequest, 'onStart' | 'onText'>,
  { model, response, includeUsage }: ChatStream,
): Promise<void> {
  const chunk = chunker(model);
  let events: EventStream | undefined;
  const result = await engine.complete({
    ...request,
    async onStart() {
      events = openEventStream(response, request.signal);
      await events.send(chunk({ role: 'assistant', content: '' }, null));
    },
    onText: async (content) => events?.send(chunk({ content }, null)),
  });
  await events?.send(chunk({}, result.finishReason));
  if (includeUsage) {
    const usage = usageOf(request.prompt.length, [result]);
    await events?.send({ ...chunk({}, null), choices: [], usage });
  }
  events?.done();
}

function chunker(model: string) {
  const head = answerHead('chatcmpl', 'chat.completion.chunk', model);
  return (delta: object, finishReason: string | null) => ({
    ...head,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  });
}
