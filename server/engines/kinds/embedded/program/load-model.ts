/** Loads the library and the model. Nothing is compiled or downloaded: the library's own binaries, or none. */
import { open } from 'node:fs/promises';
import { getLlama, type Llama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import type { EngineOptions, Gpu } from './options.ts';

const knownVersions = [2, 3];

/** Why the model cannot be loaded, in one line. */
export class LoadError extends Error {}

export interface LoadedModel {
  readonly llama: Llama;
  readonly model: LlamaModel;
}

/** One instance serves all models of the process. `threads`: the most that may work at once. */
export function openLlama(threads: number, gpu: Gpu = 'off'): Promise<Llama> {
  return getLlama({
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    gpu: gpu === 'off' ? false : gpu,
    maxThreads: threads,
    // Its errors come as exceptions too.
    logLevel: LlamaLogLevel.fatal,
  });
}

/** Throws LoadError. */
export async function loadModel(options: EngineOptions): Promise<LoadedModel> {
  await checkGguf(options.model);
  try {
    const llama = await openLlama(options.threads, options.gpu);
    return { llama, model: await llama.loadModel({ modelPath: options.model }) };
  } catch (error) {
    throw new LoadError(`cannot load ${options.model}: ${oneLine(error)}`, { cause: error });
  }
}

/** The library's context, and how many tokens of it each request may use. Throws LoadError. */
export async function createGenerationContext({ model }: LoadedModel, options: EngineOptions) {
  const { context: wanted, parallel, threads, loras } = options;
  try {
    const context = await model.createContext({
      contextSize: wanted ?? 'auto',
      sequences: parallel,
      threads,
      lora: { adapters: loras.map(({ file, scale }) => ({ filePath: file, scale })) },
    });
    // The library rounds up; what was asked for holds.
    return { context, contextSize: Math.min(wanted ?? model.trainContextSize, context.contextSize) };
  } catch (error) {
    throw new LoadError(`cannot make a context for ${options.model}: ${oneLine(error)}`, { cause: error });
  }
}

/** Throws LoadError where the file cannot be read or does not begin like a GGUF. */
export async function checkGguf(path: string): Promise<void> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path);
  } catch (error) {
    throw new LoadError(`cannot read ${path}: ${oneLine(error)}`, { cause: error });
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead < 8 || buffer.toString('latin1', 0, 4) !== 'GGUF') throw new LoadError(`${path} is not a GGUF file`);
    // The library would read it all the same, as version 3.
    if (!knownVersions.includes(buffer.readUInt32LE(4))) {
      throw new LoadError(`${path} is a GGUF of a version that is not known (${buffer.readUInt32LE(4)})`);
    }
  } catch (error) {
    throw error instanceof LoadError
      ? error
      : new LoadError(`cannot read ${path}: ${oneLine(error)}`, { cause: error });
  } finally {
    await file.close();
  }
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
