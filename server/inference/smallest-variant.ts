import { engineKind } from '../engines/kinds/index.ts';
import type { CountInput } from '../engines/kinds/kind.ts';
import type { ModelConfig } from '../platform/config/config.ts';
import { engineModel } from './engine-request.ts';
import type { InferencePorts } from './ports.ts';
import type { ParsedRequest } from './resolve.ts';
import { chooseVariant } from './variants/index.ts';

const COUNT_TIMEOUT_MS = 5_000;

/** The index of the smallest variant that fits; at once where there is nothing to choose. Throws `context_length_exceeded`. */
export function smallestVariant(
  model: ModelConfig,
  path: string,
  parsed: ParsedRequest,
  ports: Pick<InferencePorts, 'fleet' | 'countByVocabulary'>,
): number | Promise<number> {
  if (model.variants.length < 2) return 0;
  const input = { path, body: parsed.body, engineModel: engineModel(model, parsed) };
  return chooseVariant({
    model,
    ready: ports.fleet.readyVariants(model.name),
    path,
    body: parsed.body,
    count: {
      resident: () => countByResident(model, input, ports),
      vocabulary: () => ports.countByVocabulary(model, input),
    },
  }).then((choice) => choice.minVariant);
}

/** Exact prompt tokens by a replica that runs anyway; null where there is none, or it cannot tell. */
export async function countByResident(
  model: ModelConfig,
  input: CountInput,
  { fleet }: Pick<InferencePorts, 'fleet'>,
): Promise<number | null> {
  const resident = fleet.resident(model.name);
  if (resident === null) return null;
  return engineKind(resident.kind).countTokens(resident.target, input, COUNT_TIMEOUT_MS);
}
