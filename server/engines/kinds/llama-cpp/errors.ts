import type { ErrorRules } from '../error-envelope.ts';

/**
 * llama-server makes a 500 of every C++ exception that is not an `invalid_argument`, also of those that speak of the
 * request (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server.cpp, `ex_wrapper`).
 */
export const llamaCppErrors: ErrorRules = {
  callerFaults: [
    /^Failed to parse (messages|tools|tool call arguments as JSON)\b/,
    /^(image|audio|video) input is not supported/,
    /^Multimodal data provided, but model does not support/,
    /^"prompt" (elements must be|must not be empty|is required)/,
    /^'messages' is required/,
    /^Only no echo is supported/,
    /^Unsupported param: /,
    /^Failed to (download image|load image or audio file)/,
    /^Invalid base64 value/,
    /^Cannot (use both json_schema and grammar|specify grammar with tools)/,
    /^(tools|tool_choice) param requires --jinja/,
    /^\[json\.exception\./,
    // What the chat template itself refuses, e.g. "Conversation roles must alternate".
    /\bJinja Exception: /,
    // One input of an embedding or a reranking is longer than the batch.
    /^input \(\d+ tokens\) is too large to process/,
  ],
  overflows: [/exceeds? the available context size/, /larger than the max context size/],
};
