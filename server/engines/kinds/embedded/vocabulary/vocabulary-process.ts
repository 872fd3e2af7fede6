/** The child process that holds the vocabularies, seen from its parent. The native code never runs in the gateway itself. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CountAnswer, CountQuestion } from '../program/vocabulary/serve-counts.ts';

export interface VocabularyProcess {
  ask(question: CountQuestion): void;
  /** Ends it at once: it has no state worth a goodbye. Resolves when it is gone. */
  end(): Promise<void>;
  /** Whether it keeps this process alive: while somebody waits for an answer. */
  hold(on: boolean): void;
}

export interface VocabularyProcessEvents {
  onAnswer(answer: CountAnswer): void;
  /** Called once; no answer comes after it. */
  onEnd(how: { readonly exitCode: number | null; readonly signal: string | null }): void;
}

export type StartVocabularyProcess = (events: VocabularyProcessEvents) => VocabularyProcess;

/** The engine's program beside this folder: `.ts` in a checkout, `.js` in the published package. */
const program = fileURLToPath(new URL(`../program/main${extname(import.meta.url)}`, import.meta.url));

/** The child ends by itself when the pipe to its parent breaks, so it never outlives the gateway, however that ends. */
export function startVocabularyProcess(events: VocabularyProcessEvents): VocabularyProcess {
  const child = fork(program, ['--vocab-only'], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  let over = false;
  const end = (exitCode: number | null, signal: string | null) => {
    if (over) return;
    over = true;
    events.onEnd({ exitCode, signal });
  };
  child.on('message', (answer: CountAnswer) => events.onAnswer(answer));
  child.once('exit', end);
  // It could not be started; there is no exit then.
  child.once('error', () => end(null, null));
  return {
    // A pipe that has just broken: the exit will say so.
    ask: (question) => void child.send(question, () => {}),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.ref();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    hold(on) {
      for (const handle of [child, child.channel]) on ? handle?.ref() : handle?.unref();
    },
  };
}
