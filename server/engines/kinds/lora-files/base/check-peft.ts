/** Whether a PEFT adapter can belong to a base model; where that is not certain, the engine judges. */
import { incompatible, type LoraFacts } from '../lora-facts.ts';
import { type BaseConfig, readBaseConfig } from './base-config.ts';
import { areDifferentModels, isHubName } from './model-names.ts';

/** Projections whose input is the hidden state, and those whose output goes back to it, in every model that has them. */
const fromHidden = /\bmodel\.layers\.(\d+)\.(?:self_attn|mlp)\.(q_proj|k_proj|v_proj|gate_proj|up_proj)\.lora_A\b/;
const toHidden = /\bmodel\.layers\.(\d+)\.(?:self_attn|mlp)\.(o_proj|down_proj)\.lora_B\b/;

/** `names`: by which the base model is known, the surest first. Throws `lora_incompatible`. */
export async function checkPeftBase(facts: LoraFacts, files: string | null, names: readonly string[]): Promise<void> {
  const config = files === null ? null : await readBaseConfig(files);
  if (config !== null) checkSizes(facts, config);
  checkNames(facts, config?.name == null ? names : [config.name, ...names]);
}

/** The first name that looks like one of a hub counts: it is nearest to the weights. */
function checkNames({ path, baseModel }: LoraFacts, names: readonly string[]): void {
  const own = names.find(isHubName);
  if (baseModel === null || own === undefined || !areDifferentModels(baseModel, own)) return;
  throw incompatible(
    `${path} was made for ${baseModel}, and the base model is ${own}. If it fits all the same, correct ` +
      '`base_model_name_or_path` in its adapter_config.json.',
  );
}

function checkSizes({ path, tensors, baseModel }: LoraFacts, { hiddenSize, layers }: BaseConfig): void {
  const madeFor = baseModel === null ? '' : ` (it was made for ${baseModel})`;
  for (const [name, shape] of tensors ?? []) {
    const input = fromHidden.exec(name);
    const found = input ?? toHidden.exec(name);
    if (found === null) continue;
    const size = input === null ? shape[0] : shape[1];
    if (hiddenSize !== null && size !== undefined && size !== hiddenSize) {
      throw incompatible(
        `${path} is for a model of hidden size ${size}, and the base model has ${hiddenSize}${madeFor}.`,
      );
    }
    const layer = Number(found[1]);
    if (layers !== null && layer >= layers) {
      throw incompatible(`${path} changes layer ${layer}, and the base model has ${layers} layers${madeFor}.`);
    }
  }
}
