/**
 * Exact prompt tokens from the vocabulary of a GGUF, without an engine: asked of one child process that is started when
 * somebody counts, and ended when nobody has counted for a while.
 */
import { type Clock, systemClock } from '../../../../platform/clock.ts';
import type { Log } from '../../../../platform/log.ts';
import type { CountInput } from '../../kind.ts';
import { pick } from '../../prompt-inputs.ts';
import type { CountQuestion } from '../program/vocabulary/serve-counts.ts';
import { type StartVocabularyProcess, startVocabularyProcess, type VocabularyProcess } from './vocabulary-process.ts';

export interface VocabularyCounter {
  /**
   * Tokens of the prompt, of several the longest. null where they cannot be told: no GGUF, a path or a body that is not
   * counted, no answer within 5 s. Never throws.
   */
  count(modelFile: string, input: CountInput): Promise<number | null>;
  /** Ends the child; counts that wait get null. */
  close(): Promise<void>;
}

export interface VocabularyCounterOptions {
  readonly log: Log;
  readonly clock?: Clock;
  readonly start?: StartVocabularyProcess;
  readonly idleMs?: number;
  readonly countTimeoutMs?: number;
}

/** A large vocabulary on a slow disk may take longer than a count may; a child that is silent for this long hangs. */
const hungMs = 60_000;
/** A file at which the child died is not tried again for this long. */
const avoidMs = 60_000;

/** A child may have died before the question reached it, so it is asked once more. */
const triesMax = 2;

/** What a count needs of the body, by path. */
const countedFields: ReadonlyMap<string, readonly string[]> = new Map([
  ['/v1/chat/completions', ['messages', 'tools', 'chat_template_kwargs']],
  ['/v1/completions', ['prompt']],
  ['/v1/embeddings', ['input']],
]);

interface Pending {
  readonly question: CountQuestion;
  readonly tries: number;
  readonly answer: (tokens: number | null) => void;
}

export function createVocabularyCounter(options: VocabularyCounterOptions): VocabularyCounter {
  const { log, clock = systemClock, start = startVocabularyProcess } = options;
  const { idleMs = 300_000, countTimeoutMs = 5_000 } = options;
  const pending = new Map<number, Pending>();
  const avoided = new Map<string, number>();
  let child: VocabularyProcess | null = null;
  let closed = false;
  let lastId = 0;
  let cancelIdle = () => {};

  function running(): VocabularyProcess {
    if (child !== null) return child;
    const own = start({
      onAnswer: ({ id, tokens }) => settle(id, tokens),
      onEnd(how) {
        // One that was ended on purpose has been replaced or given up already.
        if (child !== own) return;
        log.warn({ ...how, counting: pending.size }, 'the vocabulary process ended');
        for (const it of lose()) it.tries < triesMax ? send({ ...it, tries: it.tries + 1 }) : giveUp(it);
      },
    });
    child = own;
    return own;
  }

  function settle(id: number, tokens: number | null): void {
    pending.get(id)?.answer(tokens);
    pending.delete(id);
    if (pending.size > 0) return;
    child?.hold(false);
    cancelIdle();
    cancelIdle = clock.timer(idleMs, () => void end());
  }

  /** The child is gone, and with it what it was asked: that is returned. */
  function lose(): readonly Pending[] {
    child = null;
    cancelIdle();
    const lost = [...pending.values()];
    pending.clear();
    return lost;
  }

  function giveUp({ question, answer }: Pending): void {
    avoided.set(question.file, clock.now() + avoidMs);
    answer(null);
  }

  async function end(): Promise<void> {
    const leaving = child;
    for (const it of lose()) giveUp(it);
    await leaving?.end();
  }

  function send(asked: Pending): void {
    cancelIdle();
    const process = running();
    pending.set(asked.question.id, asked);
    process.hold(true);
    process.ask(asked.question);
  }

  function ask(question: CountQuestion): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const cancels = [
      clock.timer(countTimeoutMs, () => resolve(null)),
      clock.timer(hungMs, () => {
        log.warn({ file: question.file }, 'the vocabulary process does not answer');
        void end();
      }),
    ];
    const answer = (tokens: number | null) => {
      for (const cancel of cancels) cancel();
      resolve(tokens);
    };
    send({ question, tries: 1, answer });
    return promise;
  }

  return {
    async count(file, input) {
      const fields = countedFields.get(input.path);
      if (closed || fields === undefined || (avoided.get(file) ?? 0) > clock.now()) return null;
      avoided.delete(file);
      return ask({ id: ++lastId, file, path: input.path, body: pick(input.body, fields) });
    },
    async close() {
      closed = true;
      await end();
    },
  };
}
