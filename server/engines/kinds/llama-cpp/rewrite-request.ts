import { setMember } from '../../../platform/json-splice.ts';
import type { RewriteInput } from '../kind.ts';
import { rewriteModel } from '../rewrite-model.ts';

/**
 * llama-server reads the text for `/tokenize` from `content` where the other engines read `prompt`, and answers without
 * it with no tokens instead of an error: so a `prompt` is given to it under its own name too.
 */
export function rewriteLlamaCppRequest(input: RewriteInput): Buffer {
  const bytes = rewriteModel(input);
  const { prompt, content } = input.body;
  if (input.path !== '/tokenize' || content !== undefined || typeof prompt !== 'string') return bytes;
  return setMember(bytes, 'content', prompt);
}
