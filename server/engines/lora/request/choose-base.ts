import { modelNotFound } from '../../../library/models/model-not-found.ts';
import { AppError } from '../../../platform/errors.ts';
import { nearest } from '../../../platform/nearest.ts';
import type { LoraSupport } from '../../kinds/lora.ts';
import type { BaseModel } from '../lora.ts';
import type { LoraDeps } from '../ports.ts';

const SHOWN_NAMES = 20;

/**
 * The model that is asked for, else `known` (that of the LoRA adapter of this name), else the only one there is. Throws
 * AppError `model_not_found`, `invalid_request` listing the candidates.
 */
export function chooseBase(
  asked: string | null,
  known: string | null,
  deps: Pick<LoraDeps, 'baseModel' | 'bases'>,
): BaseModel {
  const name = asked ?? known ?? onlyOne(deps.bases());
  const base = deps.baseModel(name);
  if (base !== null) return base;
  throw modelNotFound(name, 'model', nearest(name, [...deps.bases()], 3));
}

function onlyOne(bases: readonly string[]): string {
  const [only, ...others] = bases;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new AppError('not_supported', 'No model of the configuration has an engine that takes LoRA adapters.');
  }
  const shown = bases.slice(0, SHOWN_NAMES).map((name) => `"${name}"`);
  const more = bases.length > SHOWN_NAMES ? ' …' : '';
  const message = `\`model\` must name the base model, as there is more than one: ${shown.join(', ')}${more}.`;
  throw new AppError('invalid_request', message, { param: 'model', fields: { candidates: bases } });
}

/** Throws AppError `not_supported`, `lora_conflict` where the engine of the model could never take one. */
export function supportOf(base: BaseModel, deps: Pick<LoraDeps, 'kinds'>): LoraSupport {
  const { lora } = deps.kinds(base.kind);
  if (lora === null) {
    const message = `The engine of model "${base.name}" (${base.kind}) takes no LoRA adapters that the gateway could manage.`;
    throw new AppError('not_supported', message, { param: 'model' });
  }
  if (lora.by === 'restart' && base.started && !base.takesLoraArgs) {
    const message =
      `The engine of model "${base.name}" takes LoRA adapters on its command line only, and its \`command\` has no place for ` +
      'them: put "${LORA_ARGS}" as an argument of its own where they shall stand.';
    throw new AppError('lora_conflict', message, { param: 'model' });
  }
  return lora;
}
