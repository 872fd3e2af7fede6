/**
 * Whether two names of repositories can mean models that share their weights' shape. Only what cannot is told: mirrors,
 * quantised and tuned forms of one model have other names, and are the same here.
 */

/** Say in which form a model comes, not which model it is. */
const forms: ReadonlySet<string> = new Set(
  (
    'awq gptq gguf ggml exl2 exl3 mlx fp4 fp8 nvfp4 mxfp4 int4 int8 w4a16 w8a8 w8a16 bnb 4bit 8bit bf16 fp16 fp32 f16 f32 ' +
    'quantized quant dynamic base pt it instruct chat sft dpo hf meta unsloth adapter lora'
  ).split(' '),
);

/** `org/name`, as on a hub; a path or a bare name tells nothing about the model. */
export const isHubName = (name: string): boolean => /^[\w.-]+\/[\w.-]+$/.test(name) && !name.startsWith('.');

/** True only where both are hub-like names, and neither has all the words of the other. */
export function areDifferentModels(one: string, other: string): boolean {
  if (!isHubName(one) || !isHubName(other)) return false;
  const [first, second] = [wordsOf(one), wordsOf(other)];
  return !isWithin(first, second) && !isWithin(second, first);
}

function wordsOf(name: string): ReadonlySet<string> {
  const own = name.slice(name.indexOf('/') + 1).toLowerCase();
  // `Qwen2.5` and `Qwen-2.5` are one; so are `v0.1` and `0.1`.
  const parts = own.split(/[-_.]+|(?<=[a-z]{2})(?=\d)/);
  return new Set(parts.map((it) => it.replace(/^v(?=\d)/, '')).filter((it) => it !== '' && !forms.has(it)));
}

const isWithin = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  [...inner].every((it) => outer.has(it));
