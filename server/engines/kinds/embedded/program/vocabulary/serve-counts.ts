/** Counts prompt tokens for the parent process over IPC, with the vocabularies of whatever files it names. */
import { stat } from 'node:fs/promises';
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { checkGguf, openLlama } from '../load-model.ts';
import { countPromptTokens, createVocabulary, type Vocabulary } from '../prompt/vocabulary.ts';

/** Parent to child. */
export interface CountQuestion {
  readonly id: number;
  readonly file: string;
  readonly path: string;
  readonly body: unknown;
}

/** Child to parent; null where the file is no GGUF, or the tokens cannot be told. */
export interface CountAnswer {
  readonly id: number;
  readonly tokens: number | null;
}

/** A vocabulary of 150,000 tokens takes some tens of megabytes. */
const vocabulariesMax = 4;

/** Runs until the parent has gone. */
export function serveCounts(): void {
  const withVocabulary = createVocabularyCache();
  process.on('message', async ({ id, file, path, body }: CountQuestion) => {
    const count = (vocabulary: Vocabulary) => countPromptTokens(vocabulary, path, body);
    const tokens = await withVocabulary(file, count).catch(() => null);
    process.send?.({ id, tokens } satisfies CountAnswer);
  });
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
}

type WithVocabulary = <R>(file: string, use: (vocabulary: Vocabulary) => R) => Promise<R>;

interface Entry {
  readonly loaded: Promise<{ readonly model: LlamaModel; readonly vocabulary: Vocabulary }>;
  /** Counts that have it, or wait for it to be read. */
  users: number;
}

/** The least recently used one that nobody uses leaves. A file that was replaced is read again. */
function createVocabularyCache(): WithVocabulary {
  const entries = new Map<string, Entry>();
  let llama: Promise<Llama> | null = null;
  const read = async (file: string) => {
    await checkGguf(file);
    llama ??= openLlama(1);
    const model = await (await llama).loadModel({ modelPath: file, vocabOnly: true });
    return { model, vocabulary: createVocabulary(model) };
  };
  const evict = () => {
    for (const [key, { users, loaded }] of entries) {
      if (entries.size <= vocabulariesMax) return;
      if (users > 0) continue;
      entries.delete(key);
      loaded.then(({ model }) => model.dispose()).catch(() => {});
    }
  };
  return async (file, use) => {
    const { mtimeMs, size } = await stat(file);
    const key = `${file}\0${mtimeMs}\0${size}`;
    const entry = entries.get(key) ?? { loaded: read(file), users: 0 };
    entry.users++;
    // To the end of the map: it is the last to leave now.
    entries.delete(key);
    entries.set(key, entry);
    try {
      return use((await entry.loaded.catch((error) => forget(key, error))).vocabulary);
    } finally {
      entry.users--;
      evict();
    }
  };

  function forget(key: string, error: unknown): never {
    entries.delete(key);
    throw error;
  }
}
