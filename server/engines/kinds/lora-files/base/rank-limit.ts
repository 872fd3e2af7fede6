/** The highest rank that an engine takes, where its own arguments tell. */
import type { EngineKindName } from '../../../../platform/config/config.ts';

export interface RankLimit {
  readonly rank: number;
  /** false: the engine's own default. */
  readonly said: boolean;
}

/** vLLM's `--max-lora-rank` where it is not given. */
const vllmDefault = 16;

/** null: nothing is known, and the engine judges. */
export function rankLimit(kind: EngineKindName, command: readonly string[] | null): RankLimit | null {
  if (command === null || (kind !== 'vllm' && kind !== 'sglang')) return null;
  const words = command.map(withDashes);
  const said = optionValue(words, '--max-lora-rank');
  if (said !== null) return /^\d+$/.test(said) ? { rank: Number(said), said: true } : null;
  // A wrapper's command, and a file of arguments, do not show everything.
  const isComplete = words.includes('--enable-lora') && !words.some((it) => /^--config(=|$)/.test(it));
  return kind === 'vllm' && isComplete ? { rank: vllmDefault, said: false } : null;
}

/** Both engines take `--max_lora_rank` for `--max-lora-rank`. */
const withDashes = (word: string): string =>
  word.startsWith('--') ? word.replace(/^[^=]*/, (name) => name.replaceAll('_', '-')) : word;

/** `--option VALUE` or `--option=VALUE`; the last one counts. */
function optionValue(words: readonly string[], option: string): string | null {
  const at = words.findLastIndex((it) => it === option || it.startsWith(`${option}=`));
  const word = words[at];
  if (word === undefined) return null;
  return word === option ? (words[at + 1] ?? '') : word.slice(option.length + 1);
}
