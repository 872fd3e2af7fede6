import type { ErrorRules } from '../error-envelope.ts';

export const sglangErrors: ErrorRules = {
  callerFaults: [],
  overflows: [
    /longer than the model's context length/,
    /exceeds the model's maximum context length/,
    /max_completion_tokens is too large: \d+/,
  ],
};
