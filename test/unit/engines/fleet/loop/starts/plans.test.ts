// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${LORA_ARGS} and others stand so in commands
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VariantPlan } from '../../../../../../server/engines/fleet/core/state.ts';
import type { FleetDeps } from '../../../../../../server/engines/fleet/index.ts';
import { plansOf } from '../../../../../../server/engines/fleet/loop/starts/plans.ts';
import type { EngineKind } from '../../../../../../server/engines/kinds/kind.ts';
import type { LoraFile } from '../../../../../../server/engines/kinds/lora.ts';
import type { VariantConfig } from '../../../../../../server/platform/config/config.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';
import { silentLog } from '../../../../../../server/platform/log.ts';
import { FakeLauncher, FakeNetwork, fakeKind } from '../../fakes/fake-engines.ts';
import { modelConfig, variantConfig } from '../../fakes/fleet-under-test.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const files = (...names: string[]): LoraFile[] => names.map((name) => ({ name, path: `/loras/${name}` }));

interface Given {
  readonly variant?: Partial<VariantConfig>;
  readonly loras?: readonly LoraFile[];
  readonly kind?: Partial<EngineKind>;
  readonly model?: Parameters<typeof modelConfig>[1];
  readonly fetches?: boolean;
}

function planOf({ variant, loras, kind, model, fetches }: Given): VariantPlan {
  const clock = new VirtualClock();
  const launcher = new FakeLauncher(clock);
  const own = { ...fakeKind(new FakeNetwork(clock, launcher), null), ...kind };
  const deps: FleetDeps = {
    kinds: () => own,
    launchers: { process: launcher },
    clock,
    log: silentLog,
    models: [],
    slots: 1,
    ...(loras ? { loraFiles: () => loras } : {}),
    ...(fetches ? { fetchSource: async () => ({ dir: '/', path: '/' }) } : {}),
  };
  const [plan] = plansOf(deps, modelConfig('a', { ...model, variants: [variantConfig(variant)] }));
  assert.ok(plan);
  return plan;
}

const commandOf = (given: Given): readonly string[] => {
  const plan = planOf(given);
  assert.ok('command' in plan);
  return plan.command;
};

const verbatim = (...command: string[]) => ({ run: { by: 'command' as const, command } });
const built = { run: { by: 'model' as const, model: 'x.gguf', args: [] } };

describe('the command of a variant', () => {
  it('has the LoRA adapters in it where the kind builds it', () => {
    assert.deepEqual(commandOf({ variant: built, loras: files('x', 'y') }), [
      'built',
      'a',
      '512',
      '--lora=/loras/x',
      '--lora=/loras/y',
    ]);
  });

  it('has them where ${LORA_ARGS} stands', () => {
    const variant = verbatim('engine', '${LORA_ARGS}', '--last');
    assert.deepEqual(commandOf({ variant, loras: files('x', 'y') }), [
      'engine',
      '--lora=/loras/x',
      '--lora=/loras/y',
      '--last',
    ]);
  });

  it('has nothing there where there are none', () => {
    const variant = verbatim('engine', '${LORA_ARGS}', '--last');
    assert.deepEqual(commandOf({ variant, loras: [] }), ['engine', '--last']);
    assert.deepEqual(commandOf({ variant }), ['engine', '--last']);
  });

  it('has nothing there for a kind that takes no LoRA adapters, or takes them by calls', () => {
    const variant = verbatim('engine', '${LORA_ARGS}');
    assert.deepEqual(commandOf({ variant, loras: files('x'), kind: { lora: null } }), ['engine']);
    const calls = { by: 'call', formats: ['peft'] } as unknown as EngineKind['lora'];
    assert.deepEqual(commandOf({ variant, loras: files('x'), kind: { lora: calls } }), ['engine']);
  });

  it('stays as it is without that item; a part of another one is none', () => {
    const variant = verbatim('engine', '--x=${LORA_ARGS}', '${PORT}');
    assert.deepEqual(commandOf({ variant, loras: files('x') }), ['engine', '--x=${LORA_ARGS}', '${PORT}']);
  });

  it('is none where we start nothing', () => {
    const clock = new VirtualClock();
    const launcher = new FakeLauncher(clock);
    const kind = fakeKind(new FakeNetwork(clock, launcher), null);
    const deps = { kinds: () => kind, launchers: { process: launcher }, clock, log: silentLog, models: [], slots: 1 };
    assert.deepEqual(plansOf(deps, modelConfig('a', { variants: [variantConfig({ run: null })] })), [null]);
  });

  it('may be an error, which is then all there is', () => {
    const fails = () => {
      throw new AppError('invalid_request', 'The kind cannot.');
    };
    const plan = planOf({ variant: built, kind: { commandLine: fails } });
    assert.ok('error' in plan);
    assert.equal(plan.error.message, 'The kind cannot.');
  });

  it('lets faults of the program through', () => {
    const fails = () => {
      throw new TypeError('oops');
    };
    assert.throws(() => planOf({ variant: built, kind: { commandLine: fails } }), TypeError);
  });

  it('is an error where there is a source and nobody who fetches', () => {
    const source = { uri: 'hf://org/a', outputDir: '/models/a', files: null };
    const plan = planOf({ variant: { source } });
    assert.ok('error' in plan);
    assert.equal(plan.error.code, 'engine_start_failed');
    assert.ok('command' in planOf({ variant: { source }, fetches: true }));
  });
});

describe('what a process is known by', () => {
  const key = (given: Given) => planOf(given).key;
  const source = { uri: 'hf://org/a', outputDir: '/models/a', files: null };

  it('is the same for the same', () => {
    assert.equal(key({ variant: built, loras: files('x') }), key({ variant: built, loras: files('x') }));
  });

  it('is another one with other LoRA adapters, but not by configuration', () => {
    const [one, two] = [files('x'), files('x', 'y')].map((loras) => planOf({ variant: built, loras }));
    assert.notEqual(one?.key, two?.key);
    assert.equal(one?.configKey, two?.configKey);
  });

  it('is the same with other LoRA adapters that are not on its command line', () => {
    const variant = verbatim('engine');
    assert.equal(key({ variant, loras: files('x') }), key({ variant }));
  });

  it('is another one by command, environment, folder, stop command, address, kind or source', () => {
    const base: Given = { variant: verbatim('engine'), fetches: true };
    const others: Given[] = [
      { variant: verbatim('engine', '-x') },
      { variant: { ...verbatim('engine'), env: { X: '1' } } },
      { variant: { ...verbatim('engine'), workDir: '/tmp' } },
      { variant: { ...verbatim('engine'), stopCommand: ['stop'] } },
      { variant: verbatim('engine'), model: { urls: ['http://127.0.0.1:9000'] } },
      { variant: verbatim('engine'), model: { engine: 'vllm' } },
      { variant: { ...verbatim('engine'), source }, fetches: true },
      { variant: { ...verbatim('engine'), source: { ...source, uri: 'hf://org/a@v2' } }, fetches: true },
    ];
    const plans = [base, ...others].map(planOf);
    assert.equal(new Set(plans.map((plan) => plan.key)).size, plans.length);
    assert.equal(new Set(plans.map((plan) => plan.configKey)).size, plans.length);
  });

  it('is the same with another context or other times', () => {
    const changed = { ...verbatim('engine'), context: 4096, readyTimeoutMs: 1, stopTimeoutMs: 1 };
    assert.equal(key({ variant: changed }), key({ variant: verbatim('engine') }));
  });
});
