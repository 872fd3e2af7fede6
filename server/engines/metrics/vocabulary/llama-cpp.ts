import { always, type EngineFamilies, optional } from './vocabulary.ts';

/** Of llama-server, and of the embedded engine, which speaks under the same names. */
export const llamaCpp: EngineFamilies = {
  prefix: 'llamacpp:',
  vocabulary: [
    always('generation_tokens_total', 'llamacpp:tokens_predicted_total'),
    always('prompt_tokens_total', 'llamacpp:prompt_tokens_total'),
    always('num_requests_running', 'llamacpp:requests_processing'),
    always('num_requests_waiting', 'llamacpp:requests_deferred'),
    // Older builds only; 1 means full there, too.
    optional('kv_cache_usage_perc', 'llamacpp:kv_cache_usage_ratio'),
  ],
  known: new Set(
    `
  prompt_tokens_cached_total prompt_seconds_total tokens_predicted_seconds_total n_decode_total n_tokens_max
  spec_decode_num_draft_tokens_total spec_decode_num_accepted_tokens_total spec_decode_num_drafts_total
  prompt_tokens_seconds predicted_tokens_seconds n_busy_slots_per_decode
    kv_cache_tokens
`.match(/\S+/g),
  ),
};
