import { modelNotFound } from '../../../library/models/model-not-found.ts';
import { AppError } from '../../../platform/errors.ts';
import { nearest } from '../../../platform/nearest.ts';
import type { LoraSupport } from '../../kinds/lora.ts';
import type { BaseModel, LoadLora } from '../lora.ts';
import type { LoraDeps } from '../ports.ts';

const SHOWN_NAMES = 20;

/**
 * The model that is asked for, else `known` (that of the LoRA adapter of this name), else the only one that the caller could
 * mean. Throws AppError `model_not_found`, `invalid_request` listing the candidates.
 */
export function chooseBase(
  { model, mayBe }: Pick<LoadLora, 'model' | 'mayBe'>,
  known: string | null,
  deps: Pick<LoraDeps, 'baseModel' | 'bases' | 'kinds'>,
): BaseModel {
  const bases = deps.bases().filter(mayBe);
  const name = model ?? (known !== null && mayBe(known) ? known : onlyOne(ableOnes(bases, deps)));
  const base = deps.baseModel(name);
  if (base !== null) return base;
  throw modelNotFound(name, 'model', nearest(name, bases, 3));
}

/** Without those whose command has no place for them, unless that is all there is: then the refusal says what to write there. */
function ableOnes(bases: readonly string[], deps: Pick<LoraDeps, 'baseModel' | 'kinds'>): readonly string[] {
  const able = bases.filter((name) => {
    const base = deps.baseModel(name);
    return base !== null && faultOf(base, deps) === null;
  });
  return able.length === 0 ? bases : able;
}

function onlyOne(bases: readonly string[]): string {
  const [only, ...others] = bases;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) {
    throw new AppError('not_supported', 'There is no model that you may use whose engine takes LoRA adapters.');
  }
  const shown = bases.slice(0, SHOWN_NAMES).map((name) => `"${name}"`);
  const more = bases.length > SHOWN_NAMES ? ' …' : '';
  const message = `\`model\` must name the base model, as there is more than one: ${shown.join(', ')}${more}.`;
  throw new AppError('invalid_request', message, { param: 'model', fields: { candidates: bases } });
}

/** Throws AppError `not_supported`, `lora_conflict` where the engine of the model could never take one. */
export function supportOf(base: BaseModel, deps: Pick<LoraDeps, 'kinds'>): LoraSupport {
  const fault = faultOf(base, deps);
  if (fault !== null) throw fault;
  return deps.kinds(base.kind).lora as LoraSupport;
}

function faultOf(base: BaseModel, deps: Pick<LoraDeps, 'kinds'>): AppError | null {
  const { lora } = deps.kinds(base.kind);
  if (lora === null) {
    const message = `The engine of model "${base.name}" (${base.kind}) takes no LoRA adapters that the gateway could manage.`;
    return new AppError('not_supported', message, { param: 'model' });
  }
  if (lora.by !== 'restart' || !base.started || base.takesLoraArgs) return null;
  const message =
    `The engine of model "${base.name}" takes LoRA adapters on its command line only, and its \`command\` has no place for ` +
    'them: put "${LORA_ARGS}" as an argument of its own where they shall stand.';
  return new AppError('lora_conflict', message, { param: 'model' });
}
