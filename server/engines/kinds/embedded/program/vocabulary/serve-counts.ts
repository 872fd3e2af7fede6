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
  const load = createVocabularyCache();
  process.on('message', async (question: CountQuestion) => {
    const tokens = await countOne(load, question).catch(() => null);
    process.send?.({ id: question.id, tokens } satisfies CountAnswer);
  });
  process.once('disconnect', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
}

type LoadVocabulary = (file: string) => Promise<Vocabulary>;

async function countOne(load: LoadVocabulary, { file, path, body }: CountQuestion): Promise<number | null> {
  return countPromptTokens(await load(file), path, body);
}

interface Entry {
  readonly model: LlamaModel;
  readonly vocabulary: Vocabulary;
}

/** The least recently used one leaves. A file that was replaced is read again. */
function createVocabularyCache(): LoadVocabulary {
  const entries = new Map<string, Promise<Entry>>();
  let llama: Promise<Llama> | null = null;
  const read = async (file: string): Promise<Entry> => {
    await checkGguf(file);
    llama ??= openLlama(1);
    const model = await (await llama).loadModel({ modelPath: file, vocabOnly: true });
    return { model, vocabulary: createVocabulary(model) };
  };
  return async (file) => {
    const { mtimeMs, size } = await stat(file);
    const key = `${file}\0${mtimeMs}\0${size}`;
    const entry = entries.get(key) ?? read(file);
    entries.delete(key);
    entries.set(key, entry);
    entry.catch(() => entries.delete(key));
    const [[oldest, leaving] = []] = entries;
    if (entries.size > vocabulariesMax && oldest !== undefined) {
      entries.delete(oldest);
      leaving?.then(({ model }) => model.dispose()).catch(() => {});
    }
    return (await entry).vocabulary;
  };
}
