/** Answers a generating route, whole or as a stream, with the delays and faults that were asked for. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type AnswerInput, streamShapes, wholeAnswers } from './answers.ts';
import type { Behaviour } from './options.ts';

export interface Generation {
  readonly path: string;
  readonly stream: boolean;
  readonly behaviour: Behaviour;
  readonly input: AnswerInput;
  /** Fires when the client has left. */
  readonly gone: AbortSignal;
  /** Called before the connection is broken on purpose. */
  onCut(): void;
}

/** The text of chunk `index`: begins with the index, ends with a space, so that order and loss can be seen. */
export const chunkText = (index: number, bytes: number): string => `${`${index}`.padEnd(Math.max(bytes - 1, 1), '.')} `;

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  if (ms > 0) await sleep(ms, undefined, { signal });
};

/** Rejects with an AbortError when the client leaves. */
export async function generate(generation: Generation, response: ServerResponse): Promise<void> {
  const { behaviour, gone } = generation;
  await pause(behaviour.ttftMs, gone);
  if (generation.stream) return stream(generation, response);
  const texts: string[] = [];
  for (let index = 0; index < behaviour.chunks; index++) texts.push(chunkText(index, behaviour.chunkBytes));
  await pause(behaviour.chunks * behaviour.delayMs, gone);
  const whole = wholeAnswers[generation.path]?.(generation.input, texts.join(''));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(whole));
}

async function stream(generation: Generation, response: ServerResponse): Promise<void> {
  const { behaviour, gone, input } = generation;
  const shape = streamShapes[generation.path];
  if (shape === undefined) return;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  await write(response, shape.open(input), gone);
  let text = '';
  for (let index = 0; index < behaviour.chunks; index++) {
    if (index > 0) await pause(behaviour.delayMs, gone);
    if (index === behaviour.dieAfterChunks) return sent(response).then(() => process.exit(9));
    if (index === behaviour.cutAfterChunks) {
      await sent(response);
      generation.onCut();
      return void response.destroy();
    }
    const piece = chunkText(index, behaviour.chunkBytes);
    if (generation.path === '/v1/responses') text += piece;
    await write(response, shape.chunk(input, index, piece), gone);
  }
  response.end(shape.close(input, text));
}

async function write(response: ServerResponse, text: string, gone: AbortSignal): Promise<void> {
  if (text !== '' && !response.write(text)) await once(response, 'drain', { signal: gone });
  gone.throwIfAborted();
}

/** Resolves when all that was written has left the process, so that the reader sees exactly the chunks before a fault. */
async function sent({ socket }: ServerResponse): Promise<void> {
  await nextTurn();
  while (socket !== null && !socket.destroyed && socket.writableLength > 0) await nextTurn();
}
