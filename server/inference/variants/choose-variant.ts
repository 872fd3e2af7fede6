/**
 * Which variant of a model a request needs. Pure but for the counting, which it is given, and which it asks for only
 * where the answer can change the choice: counting costs more than all else that the gateway does to a request.
 */
import type { ModelConfig, VariantConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import { askedTokens, neededTokens } from './answer-tokens.ts';
import { estimateTokens } from './estimate-tokens.ts';

export interface TokenCounters {
  /** The prompt's tokens by a replica that runs anyway; null where there is none, or it cannot tell. */
  resident(): Promise<number | null>;
  /** By the vocabulary of the model's file, without an engine; null where it cannot tell. */
  vocabulary(): Promise<number | null>;
}

export interface VariantQuestion {
  readonly model: Pick<ModelConfig, 'name' | 'reserveTokens' | 'variants'>;
  /** Indexes of variants that have a ready replica. */
  readonly ready: readonly number[];
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly count: TokenCounters;
}

/**
 * The index of the smallest variant that fits; larger ones fit too. Throws AppError `context_length_exceeded` where an
 * exact count shows that none does. Without an exact count nothing is refused: the largest variant is taken and the
 * engine judges.
 */
export async function chooseVariant(question: VariantQuestion): Promise<{ readonly minVariant: number }> {
  const { model, path, body, ready, count } = question;
  const { variants } = model;
  if (variants.length < 2 || variants[0]?.context == null) return { minVariant: 0 };
  const atMost = estimateTokens(path, body);
  if (atMost === 0) return { minVariant: 0 };
  const reserved = neededTokens(path, body, model.reserveTokens);
  const byEstimate = smallestThatFits(variants, atMost + reserved);
  if (byEstimate !== null && isSettled(byEstimate, ready)) return { minVariant: byEstimate };
  const exact = (await attempt(() => count.resident())) ?? (await attempt(() => count.vocabulary()));
  const largest = variants.length - 1;
  if (exact === null) return { minVariant: byEstimate ?? largest };
  const byCount = smallestThatFits(variants, exact + reserved);
  if (byCount !== null) return { minVariant: byCount };
  refuseUnlessItMayFit(question, exact, variants[largest]?.context ?? Number.POSITIVE_INFINITY);
  return { minVariant: largest };
}

/**
 * A count can only move the choice to smaller variants. There are none below the first; and where a ready one is large
 * enough and no ready one is smaller, it is taken either way.
 */
function isSettled(byEstimate: number, ready: readonly number[]): boolean {
  if (byEstimate === 0) return true;
  return ready.length > 0 && ready.every((it) => it >= byEstimate);
}

function smallestThatFits(variants: readonly VariantConfig[], tokens: number): number | null {
  const index = variants.findIndex(({ context }) => context === null || tokens <= context);
  return index < 0 ? null : index;
}

/** What is reserved without having been asked for is our wish, no reason to refuse: then only the prompt must fit. */
function refuseUnlessItMayFit({ model, path, body }: VariantQuestion, promptTokens: number, context: number): void {
  const asked = askedTokens(path, body);
  if (promptTokens + (asked ?? 0) <= context) return;
  const answer = asked === null ? '' : ` and asks for an answer of up to ${asked}`;
  const advice = asked === null ? 'Shorten the prompt.' : 'Shorten the prompt or ask for fewer tokens.';
  throw new AppError(
    'context_length_exceeded',
    `The request has a prompt of ${promptTokens} tokens${answer}; the largest context of model "${model.name}" is ${context} tokens. ${advice}`,
    {
      fields: {
        n_prompt_tokens: promptTokens,
        n_ctx: context,
        ...(asked === null ? {} : { n_answer_tokens: asked }),
      },
    },
  );
}

/** A count that fails must not fail the request: the engine itself judges in the end. */
async function attempt(count: () => Promise<number | null>): Promise<number | null> {
  try {
    return await count();
  } catch {
    return null;
  }
}
