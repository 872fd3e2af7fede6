import { setMember } from '../../platform/json-splice.ts';
import type { RewriteInput } from './kind.ts';

/**
 * The client's bytes with `model` as the engine must see it; the same Buffer where they say so already. Repeated `model`
 * keys are all changed, so that no engine can read another name than the one that was allowed.
 */
export function rewriteModel(input: RewriteInput): Buffer {
  return input.engineModel === null ? input.bytes : setMember(input.bytes, 'model', input.engineModel);
}
