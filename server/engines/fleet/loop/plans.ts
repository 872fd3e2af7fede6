/** How the variants of a model are started, and by what a process is known to be still the one that is meant. */
import type { ModelConfig, VariantConfig } from '../../../platform/config/config.ts';
import { AppError } from '../../../platform/errors.ts';
import type { EngineKind } from '../../kinds/kind.ts';
import type { LoraFile } from '../../kinds/lora.ts';
import type { VariantPlan } from '../core/state.ts';
import type { FleetDeps } from '../deps.ts';

/** An item of a verbatim command that is exactly this stands for the arguments of the LoRA adapters. */
const loraArgs = '${LORA_ARGS}';

/** One per variant; null: it is not started by us. */
export function plansOf(deps: FleetDeps, model: ModelConfig): (VariantPlan | null)[] {
  const kind = deps.kinds(model.engine);
  const files = kind.lora?.by === 'restart' ? (deps.loraFiles?.(model.name) ?? []) : [];
  return model.variants.map((variant) => planOf(kind, model, variant, files));
}

/** The command of a variant, and a key of everything that makes its process what it is. */
function planOf(
  kind: EngineKind,
  model: ModelConfig,
  variant: VariantConfig,
  loras: readonly LoraFile[],
): VariantPlan | null {
  if (!variant.run) return null;
  const { env, workDir, stopCommand, source } = variant;
  try {
    const built =
      variant.run.by === 'command'
        ? { command: withLoraArgs(variant.run.command, kind, loras), env: {} }
        : kind.commandLine({ model, variant, loras });
    const plan = { command: built.command, env: { ...built.env, ...env } };
    return { ...plan, key: JSON.stringify([plan, workDir, stopCommand, model.urls, model.engine, source]) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error, key: error.message };
  }
}

function withLoraArgs(command: readonly string[], kind: EngineKind, loras: readonly LoraFile[]): readonly string[] {
  if (!command.includes(loraArgs)) return command;
  const args = kind.lora?.by === 'restart' ? kind.lora.args(loras) : [];
  return command.flatMap((item) => (item === loraArgs ? args : [item]));
}
