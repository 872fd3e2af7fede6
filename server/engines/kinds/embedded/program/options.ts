/** The command line of the embedded engine. Pure. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const gpus = ['auto', 'cuda', 'vulkan', 'metal', 'off'] as const;
export type Gpu = (typeof gpus)[number];

export interface LoraOption {
  readonly file: string;
  readonly scale: number;
}

export interface EngineOptions {
  readonly model: string;
  readonly host: string;
  readonly port: number;
  /** Tokens per sequence; null: what the model was trained on, or less where memory is short. */
  readonly context: number | null;
  readonly threads: number;
  /** Requests that run at once on the base model, and on each LoRA adapter; the rest wait. */
  readonly parallel: number;
  readonly gpu: Gpu;
  /** Part of the base model, for all requests. */
  readonly loras: readonly LoraOption[];
  /** LoRA adapters with names of their own that may be loaded at once; each takes as much memory for its context as the base. */
  readonly maxLoras: number;
}

export type ProgramOptions =
  | { readonly mode: 'engine'; readonly engine: EngineOptions }
  /** Counts tokens for its parent over IPC; loads no weights and listens nowhere. */
  | { readonly mode: 'vocabulary' };

/** What is wrong with the command line, in words for the terminal. */
export class OptionError extends Error {}

const flags = {
  model: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string' },
  context: { type: 'string' },
  threads: { type: 'string' },
  parallel: { type: 'string', default: '4' },
  gpu: { type: 'string', default: 'off' },
  lora: { type: 'string', multiple: true, default: [] as string[] },
  'max-loras': { type: 'string', default: '16' },
  'vocab-only': { type: 'boolean', default: false },
} as const;

/** Throws OptionError. `cores` is what the threads default to half of. */
export function parseOptions(args: readonly string[], cores = availableParallelism()): ProgramOptions {
  const values = readFlags(args);
  if (values['vocab-only']) return { mode: 'vocabulary' };
  if (values.model === undefined || values.model === '') throw new OptionError('--model FILE is missing');
  if (values.port === undefined) throw new OptionError('--port N is missing');
  const count = (name: string, value: string) => integer(name, value, 1, 1_048_576_000);
  return {
    mode: 'engine',
    engine: {
      model: values.model,
      host: values.host,
      port: integer('--port', values.port, 0, 65_535),
      context: values.context === undefined ? null : count('--context', values.context),
      threads: values.threads === undefined ? Math.max(1, Math.floor(cores / 2)) : count('--threads', values.threads),
      parallel: integer('--parallel', values.parallel, 1, 256),
      gpu: readGpu(values.gpu),
      loras: values.lora.map(readLora),
      maxLoras: integer('--max-loras', values['max-loras'], 0, 256),
    },
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function integer(name: string, value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new OptionError(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
}

function readGpu(value: string): Gpu {
  const gpu = gpus.find((it) => it === value);
  if (gpu === undefined) throw new OptionError(`--gpu must be one of ${gpus.join(', ')}, not "${value}"`);
  return gpu;
}

/** `FILE` or `FILE:SCALE`; what follows the last colon is a scale only when it is a number, so that paths may hold colons. */
function readLora(value: string): LoraOption {
  const [, file, scale] = /^(.+):(-?\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (file !== undefined) return { file, scale: Number(scale) };
  if (value === '') throw new OptionError('--lora needs FILE or FILE:SCALE');
  return { file: value, scale: 1 };
}
