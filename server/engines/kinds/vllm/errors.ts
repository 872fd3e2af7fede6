import type { ErrorRules } from '../error-envelope.ts';

export const vllmErrors: ErrorRules = {
  // The worker's own check comes too late to be a 400 there.
  callerFaults: [/LoRA rank \d+ is greater than max_lora_rank/],
  overflows: [
    /maximum context length is \d+ tokens/,
    /max(_completion)?_tokens=\d+ cannot be greater than max_model_len/,
    /longer than the maximum model length/,
  ],
};
