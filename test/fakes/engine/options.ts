/** The fake engine's flags, and what a single request may override by a marker in its prompt: `[fake chunks=5 delay=20]`. */
import { parseArgs } from 'node:util';
import type { FakeKind } from './fake-kind.ts';
import type { AdapterTable } from './lora/adapter-files.ts';
import { readScaled, type StartedLora } from './lora/llama-cpp.ts';

export type { FakeKind };

/** `hang`: headers and nothing more. `endless`: never an end. `cut`: the socket dies in the middle. */
type MetricsFault = 'hang' | 'endless' | 'cut';

/** How one answer is given. Times in milliseconds. */
export interface Behaviour {
  readonly chunks: number;
  /** Length of each chunk's text. */
  readonly chunkBytes: number;
  readonly delayMs: number;
  readonly ttftMs: number;
  /** The process exits after so many chunks. */
  readonly dieAfterChunks: number | null;
  /** The socket is destroyed after so many chunks; the process lives. */
  readonly cutAfterChunks: number | null;
  /** An error instead of an answer. */
  readonly status: number | null;
  readonly body: string | null;
  readonly usage: 'asked' | 'always' | 'never';
  /** The connection is reset when the request is in. */
  readonly reset: boolean;
}

export interface FakeOptions extends Behaviour {
  readonly port: number;
  readonly host: string;
  readonly name: string;
  readonly kind: FakeKind;
  readonly loadMs: number;
  readonly neverReady: boolean;
  readonly exitOnStart: number | null;
  readonly exitAfterMs: number | null;
  readonly stopMs: number;
  readonly ignoreSigterm: boolean;
  readonly resetOnAccept: boolean;
  readonly logLines: number;
  readonly grandchild: boolean;
  /** Tokens (words); null: no limit. */
  readonly context: number | null;
  readonly key: string | null;
  readonly rawHeaders: boolean;
  readonly slowRead: boolean;
  /** File that `/metrics` answers; null: a few numbers of the kind. */
  readonly metrics: string | null;
  readonly metricsFault: MetricsFault | null;
  readonly lora: FakeLoraOptions;
}

/** See `engine/lora/`. */
export interface FakeLoraOptions {
  /** vLLM: the routes exist. SGLang: they do not refuse. */
  readonly enabled: boolean;
  readonly maxRank: number;
  /** `--lora-table '{"/models/a":8,"/models/no-adapter":null}'`: paths that are not looked for on the disk. */
  readonly table: AdapterTable;
  readonly unlisted: boolean;
  readonly deafToUnload: boolean;
  /** Of llama.cpp, in the order of their ids. */
  readonly started: readonly StartedLora[];
}

const text = (value: string) => ({ type: 'string' as const, default: value });
const maybe = { type: 'string' as const };
const flag = { type: 'boolean' as const, default: false };
const numberOrNull = (value: string | undefined): number | null => (value === undefined ? null : Number(value));

export function readOptions(args: readonly string[]): FakeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: text('0'),
      host: text('127.0.0.1'),
      name: text('fake'),
      kind: text('openai'),
      'load-ms': text('0'),
      'never-ready': flag,
      'exit-on-start': maybe,
      'exit-after-ms': maybe,
      'stop-ms': text('0'),
      'ignore-sigterm': flag,
      chunks: text('3'),
      'chunk-bytes': text('8'),
      'delay-ms': text('0'),
      'ttft-ms': text('0'),
      'die-after-chunks': maybe,
      'cut-after-chunks': maybe,
      'reset-on-accept': flag,
      status: maybe,
      body: maybe,
      usage: text('asked'),
      'log-lines': text('0'),
      grandchild: flag,
      context: maybe,
      key: maybe,
      'raw-headers': flag,
      'slow-read': flag,
      metrics: maybe,
      'metrics-fault': maybe,
      'enable-lora': flag,
      'max-lora-rank': text('16'),
      'lora-table': text('{}'),
      'lora-unlisted': flag,
      'deaf-to-unload': flag,
      'lora-scaled': { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    port: Number(values.port),
    host: values.host,
    name: values.name,
    kind: values.kind as FakeKind,
    loadMs: Number(values['load-ms']),
    neverReady: values['never-ready'],
    exitOnStart: numberOrNull(values['exit-on-start']),
    exitAfterMs: numberOrNull(values['exit-after-ms']),
    stopMs: Number(values['stop-ms']),
    ignoreSigterm: values['ignore-sigterm'],
    chunks: Number(values.chunks),
    chunkBytes: Number(values['chunk-bytes']),
    delayMs: Number(values['delay-ms']),
    ttftMs: Number(values['ttft-ms']),
    dieAfterChunks: numberOrNull(values['die-after-chunks']),
    cutAfterChunks: numberOrNull(values['cut-after-chunks']),
    resetOnAccept: values['reset-on-accept'],
    reset: false,
    status: numberOrNull(values.status),
    body: values.body ?? null,
    usage: values.usage as Behaviour['usage'],
    logLines: Number(values['log-lines']),
    grandchild: values.grandchild,
    context: numberOrNull(values.context),
    key: values.key ?? null,
    rawHeaders: values['raw-headers'],
    slowRead: values['slow-read'],
    metrics: values.metrics ?? null,
    metricsFault: (values['metrics-fault'] as MetricsFault | undefined) ?? null,
    lora: {
      enabled: values['enable-lora'],
      maxRank: Number(values['max-lora-rank']),
      table: JSON.parse(values['lora-table']) as AdapterTable,
      unlisted: values['lora-unlisted'],
      deafToUnload: values['deaf-to-unload'],
      started: values['lora-scaled'].map(readScaled),
    },
  };
}

/** The flags, with what the request's own `[fake …]` marker says instead. Unknown names in it are ignored. */
export function behaviourOf(options: FakeOptions, body: string): Behaviour {
  const marker = /\[fake ([^\]]*)\]/.exec(body)?.[1] ?? '';
  const said = new Map(marker.split(/\s+/).map((pair) => pair.split('=', 2) as [string, string]));
  const pick = <T>(name: string, otherwise: T): number | T => (said.has(name) ? Number(said.get(name)) : otherwise);
  return {
    chunks: pick('chunks', options.chunks),
    chunkBytes: pick('bytes', options.chunkBytes),
    delayMs: pick('delay', options.delayMs),
    ttftMs: pick('ttft', options.ttftMs),
    dieAfterChunks: pick('die', options.dieAfterChunks),
    cutAfterChunks: pick('cut', options.cutAfterChunks),
    status: pick('status', options.status),
    body: options.body,
    usage: (said.get('usage') as Behaviour['usage'] | undefined) ?? options.usage,
    reset: pick('reset', 0) === 1,
  };
}
