/** How the variants of a model are started, and by what a process is known to be still the one that is meant. */
import type { ModelConfig } from '../../../../platform/config/config.ts';
import { AppError } from '../../../../platform/errors.ts';
import type { CommandLine, CommandOptions, EngineKind } from '../../../kinds/kind.ts';
import type { LoraFile } from '../../../kinds/lora.ts';
import * as messages from '../../core/messages.ts';
import type { VariantPlan } from '../../core/state.ts';
import type { FleetDeps } from '../../deps.ts';

/** An item of a verbatim command that is exactly this stands for the arguments of the LoRA adapters. */
const loraArgs = '${LORA_ARGS}';

/** One per variant; null: it is not started by us. */
export function plansOf(deps: FleetDeps, model: ModelConfig): (VariantPlan | null)[] {
  const kind = deps.kinds(model.engine);
  const files = kind.lora?.by === 'restart' ? (deps.loraFiles?.(model.name) ?? []) : [];
  return model.variants.map((variant) => {
    if (!variant.run) return null;
    try {
      if (variant.source && !deps.fetchSource) throw messages.noFetch(model);
      if (variant.docker && !deps.launchers.docker) throw messages.noDocker(model);
      return planOf(kind, { model, variant, loras: files });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { error, key: error.message, configKey: error.message };
    }
  });
}

/** The command of a variant, and keys of everything that makes its process what it is. */
function planOf(kind: EngineKind, options: Required<CommandOptions>): VariantPlan {
  const { model, variant, loras } = options;
  const { workDir, stopCommand, source, docker = null, gpus = null } = variant;
  const plan = commandOf(kind, options);
  const bare = loras.length === 0 ? plan : commandOf(kind, { ...options, loras: [] });
  const keyOf = (command: CommandLine) =>
    JSON.stringify([command, docker ?? workDir, stopCommand, model.urls, model.engine, source, gpus]);
  return { ...plan, docker, gpus, key: keyOf(plan), configKey: keyOf(bare) };
}

/** By which a container is known after a restart of the gateway. May hold secrets: only a digest of it leaves the gateway. */
export function adoptionKey({ name }: { readonly name: string }, { key }: { readonly key: string }): string {
  return JSON.stringify([name, key]);
}

function commandOf(kind: EngineKind, options: Required<CommandOptions>): CommandLine {
  const { run, env } = options.variant;
  if (run?.by === 'command') return { command: withLoraArgs(run.command, kind, options.loras), env };
  const built = kind.commandLine(options);
  return { command: built.command, env: { ...built.env, ...env } };
}

function withLoraArgs(command: readonly string[], kind: EngineKind, loras: readonly LoraFile[]): readonly string[] {
  if (!command.includes(loraArgs)) return command;
  const args = kind.lora?.by === 'restart' ? kind.lora.args(loras) : [];
  return command.flatMap((item) => (item === loraArgs ? args : [item]));
}
