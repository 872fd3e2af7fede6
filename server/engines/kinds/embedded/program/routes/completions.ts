import type { Token } from 'node-llama-cpp';
import type { Engine } from '../engine.ts';
import type { GenerationResult } from '../generate/generate.ts';
import { type EventStream, openEventStream, sendJson } from '../http/exchange.ts';
import type { JsonObject } from '../http/fields.ts';
import { unsupported } from '../http/request-error.ts';
import type { Call } from '../http/server.ts';
import {
  answerHead,
  collectText,
  modelName,
  readGeneration,
  readStream,
  type StreamWishes,
  usageOf,
} from './answer.ts';

type Generation = Awaited<ReturnType<typeof readGeneration>> & { readonly signal: AbortSignal };

/** POST /v1/completions: one choice for each prompt; they run side by side. */
export async function completions(engine: Engine, name: string, { body, response, signal }: Call): Promise<void> {
  refuseUnsupported(body);
  const wishes = readStream(body);
  const head = answerHead('cmpl', 'text_completion', modelName(body, name));
  const generation = { ...(await readGeneration(engine, body)), signal };
  const prompts = engine.vocabulary.prompts(body, 'prompt');
  for (const prompt of prompts) engine.checkFits(prompt);
  if (wishes.stream) {
    let opened: EventStream | undefined;
    const events = () => (opened ??= openEventStream(response, signal));
    await streamChoices(engine, prompts, generation, { head, wishes, events });
    events().done();
    return;
  }
  const choices = await Promise.all(prompts.map((prompt) => collectText(engine, { ...generation, prompt })));
  sendJson(response, 200, {
    ...head,
    choices: choices.map(({ text, result }, index) => choice(index, text, result.finishReason)),
    usage: usageOf(
      total(prompts),
      choices.map((it) => it.result),
    ),
  });
}

interface Stream {
  readonly head: object;
  readonly wishes: StreamWishes;
  /** Opened by the first prompt that runs. */
  readonly events: () => EventStream;
}

async function streamChoices(
  engine: Engine,
  prompts: readonly Token[][],
  generation: Generation,
  { head, wishes, events }: Stream,
): Promise<void> {
  const results: GenerationResult[] = await Promise.all(
    prompts.map(async (prompt, index) => {
      const send = (text: string, finishReason: string | null) =>
        events().send({ ...head, choices: [choice(index, text, finishReason)] });
      const onStart = async () => void events();
      const result = await engine.complete({ ...generation, prompt, onStart, onText: (text) => send(text, null) });
      await send('', result.finishReason);
      return result;
    }),
  );
  if (wishes.includeUsage) await events().send({ ...head, choices: [], usage: usageOf(total(prompts), results) });
}

function refuseUnsupported(body: JsonObject): void {
  if ((body['echo'] ?? false) !== false)
    throw unsupported('echo', "'echo': the embedded engine does not repeat the prompt.");
  if ((body['suffix'] ?? '') !== '') throw unsupported('suffix', "'suffix': the embedded engine does not fill in.");
}

function choice(index: number, text: string, finishReason: string | null) {
  return { index, text, logprobs: null, finish_reason: finishReason };
}

function total(prompts: readonly Token[][]): number {
  return prompts.reduce((sum, it) => sum + it.length, 0);
}
