/** What may happen to a fleet in any order, and the models that it happens to. */
import fc from 'fast-check';
import type { ReplicaLora } from '../../../../../server/engines/fleet/index.ts';
import type { ModelConfig, SourceConfig } from '../../../../../server/platform/config/config.ts';
import type { Behaviour } from './fake-engines.ts';
import { modelConfig, remoteModel, variantConfig, variants } from './fleet-under-test.ts';

const names = ['a', 'b', 'c', 'far'];
export const loraNames = ['x', 'y'];
export const slots = 2;
const longestLoadMs = 3000;
export const longestStopMs = 500;
export const drainMs = 2000;
export const maxWaitMs = 8000;
export const longestFetchMs = 2500;

/** Two models that share a folder, so that only one of them fetches at a time. */
const sources: Readonly<Record<string, SourceConfig>> = {
  b: { uri: 'hf://org/b', outputDir: '/models', files: null },
  c: { uri: 'hf://org/c', outputDir: '/models', files: null },
};

export function models(drop: string | null = null, context = 0): ModelConfig[] {
  const policy = { maxWaitMs, drainTimeoutMs: drainMs, maxQueue: 6 };
  const bounded = (name: string, count: number) =>
    variants(name, count).map((variant) => ({
      ...variant,
      run: {
        by: 'command' as const,
        command: ['engine', name, `\${LORA_ARGS}`, ...(sources[name] ? [`\${MODEL_PATH}`] : [])],
      },
      source: sources[name] ? { ...sources[name], uri: `${sources[name].uri}@${context}` } : null,
      env: { CONTEXT: String(context) },
      readyTimeoutMs: 4000,
      stopTimeoutMs: longestStopMs,
    }));
  return [
    modelConfig('a', { ...policy, concurrency: 2, variants: bounded('a', 2), idleUnloadMs: 3000 }),
    modelConfig('b', { ...policy, concurrency: 1, variants: bounded('b', 1), replicas: 2 }),
    modelConfig('c', { ...policy, variants: bounded('c', 3), preload: true }),
    remoteModel('far', ['http://far-1', 'http://far-2'], {
      ...policy,
      concurrency: 1,
      variants: [variantConfig({ run: null, context: null, stopTimeoutMs: longestStopMs })],
    }),
  ].filter((model) => model.name !== drop);
}

export type Step =
  | { do: 'ask'; model: string; minVariant: number; lora: string | null }
  | { do: 'leave' | 'release' | 'fail' | 'crash' | 'mute' | 'stop' | 'force-stop'; which: number }
  | { do: 'loras'; which: number; states: readonly (ReplicaLora['state'] | null)[] }
  | { do: 'renew'; model: string; count: number }
  | { do: 'start'; model: string }
  | { do: 'remote'; url: string; up: boolean }
  | { do: 'configure'; drop: string | null; context: number; slots: number }
  | { do: 'wait'; ms: number };

const which = fc.nat(50);
export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      model: fc.constantFrom(...names),
      minVariant: fc.nat(2),
      lora: fc.constantFrom(null, null, ...loraNames),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 5, 300, 1500, 4000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'fail' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('crash' as const, 'mute' as const, 'stop' as const, 'force-stop' as const),
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('loras' as const),
      which,
      states: fc.array(fc.constantFrom('loaded' as const, 'loading' as const, 'failed' as const, null), {
        minLength: 2,
        maxLength: 2,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('renew' as const),
      model: fc.constantFrom('a', 'b', 'c'),
      count: fc.nat(2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start' as const), model: fc.constantFrom('a', 'b', 'c') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('remote' as const),
      url: fc.constantFrom('http://far-1', 'http://far-2'),
      up: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure' as const),
      drop: fc.constantFrom(null, null, 'a', 'far'),
      context: fc.nat(1),
      slots: fc.constantFrom(1, 2, 2),
    }),
  },
);

export const behaviours: fc.Arbitrary<Behaviour> = fc.record({
  loadMs: fc.constantFrom(0, 200, 1000, longestLoadMs, Number.POSITIVE_INFINITY),
  stopMs: fc.constantFrom(0, 100, longestStopMs),
  exitsAfterMs: fc.constantFrom(null, null, null, null, 100, 2500),
  exit: fc.constant({ code: 3 }),
  log: fc.constant(['last words']),
});

export interface Fetching {
  readonly ms: number;
  readonly fails: boolean;
}

export const fetches: fc.Arbitrary<Fetching> = fc.record({
  ms: fc.constantFrom(0, 500, longestFetchMs),
  fails: fc.constantFrom(false, false, true),
});
