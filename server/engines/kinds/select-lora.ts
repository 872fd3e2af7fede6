/** How a request says which LoRA adapter it is for: by `model` alone, once nothing else in it can say so. */
import { removeMember, setMember } from '../../platform/json-splice.ts';
import type { RewriteInput } from './kind.ts';

/**
 * Gives `model` the value at each place where it stands, and takes `selectors` out: an engine must not read another LoRA
 * adapter out of the body than the one that the gateway has allowed.
 */
export function selectByModel({ bytes, body }: RewriteInput, model: string, selectors: readonly string[]): Buffer {
  return setMember(withoutSelectors(bytes, body, selectors), 'model', model);
}

/** The parsed body knows each key that the bytes have, so that most requests need no scan. */
export function withoutSelectors(bytes: Buffer, body: RewriteInput['body'], selectors: readonly string[]): Buffer {
  return selectors.reduce((rest, key) => (Object.hasOwn(body, key) ? removeMember(rest, key) : rest), bytes);
}
