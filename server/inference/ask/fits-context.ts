import { engineModel } from '../engine-request.ts';
import type { InferencePorts } from '../ports.ts';
import { countByResident } from '../smallest-variant.ts';
import { estimateTokens } from '../variants/index.ts';

type Body = Readonly<Record<string, unknown>> & { readonly model: string };

/** Text has about four bytes a token in English, fewer in most other languages and in code. */
const bytesPerToken = 3;

/**
 * Whether the largest context of the model holds the prompt and an answer; true where its size is not known, or the
 * model. Counted exactly where a replica or the vocabulary can.
 */
export async function fitsContext(
  ports: Pick<InferencePorts, 'names' | 'fleet' | 'countByVocabulary'>,
  path: string,
  body: Body,
): Promise<boolean> {
  const model = ports.names.resolve(body.model)?.model;
  const context = model?.variants.at(-1)?.context ?? null;
  if (model === undefined || context === null) return true;
  const room = context - Math.min(model.reserveTokens, context >> 1);
  const atMost = estimateTokens(path, body);
  if (atMost <= room) return true;
  const input = { path, body, engineModel: engineModel(model, body) };
  const exact =
    (await countByResident(model, input, ports).catch(() => null)) ??
    (await ports.countByVocabulary(model, input).catch(() => null));
  return (exact ?? atMost / bytesPerToken) <= room;
}
