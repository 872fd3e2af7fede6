// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${LORA_ARGS} and ${MODEL_…} are filled in at the start
import { engineKind } from '../../engines/kinds/index.ts';
import type { BaseModel } from '../../engines/lora/lora.ts';
import type { EngineCommand, ModelConfig, VariantConfig } from '../../platform/config/config.ts';
import { hostPath } from './docker/host-path.ts';

/** What of a model its LoRA adapters need to know. All variants run the same model, so the first one tells. */
export function baseModel(model: ModelConfig): BaseModel {
  const { name, engine, variants } = model;
  const run = variants[0]?.run ?? null;
  return {
    name,
    kind: engine,
    engineModel: model.engineModel ?? name,
    files: variants[0] === undefined ? null : filesOf(variants[0]),
    started: run !== null,
    command: run === null ? null : wordsOf(run),
    takesLoraArgs: variants.every((variant) => variant.run !== null && takesLoraArgs(variant.run)),
  };
}

/** The models that LoRA adapters could be meant for. */
export const mayHaveLoras = (model: ModelConfig): boolean => engineKind(model.engine).lora !== null;

/** Where the kind builds the command, the model is named in the one way that all who read this know. */
const wordsOf = (run: EngineCommand): readonly string[] =>
  run.by === 'command' ? run.command : ['--model', run.model, ...run.args];

const takesLoraArgs = (run: EngineCommand): boolean => run.by === 'model' || run.command.includes('${LORA_ARGS}');

/** Options by which engines are told their model. */
const modelOptions = new Set(['-m', '--model', '--model-path']);

/** The file or folder of the model; null where only a name is known. */
function filesOf({ run, source, docker }: VariantConfig): string | null {
  const named = run === null ? null : run.by === 'model' ? run.model : afterModelOption(run.command);
  if (named === null) return null;
  const path = source === null ? named : named.replace(/^\$\{MODEL_(DIR|PATH)\}/, source.outputDir);
  if (!path.startsWith('/')) return null;
  return source === null ? hostPath(path, docker) : path;
}

function afterModelOption(command: readonly string[]): string | null {
  const option = command.findIndex((word) => modelOptions.has(word));
  if (option >= 0) return command[option + 1] ?? null;
  const serve = command.indexOf('serve');
  return command[0]?.endsWith('vllm') && serve === 1 ? (command[2] ?? null) : null;
}
