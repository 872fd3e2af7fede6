import { always, type Candidate, type EngineFamilies, optional } from './vocabulary.ts';

/** Time between tokens; in 0.11 it got a new name, beside which the mean of each request stands. */
export const vllmTokenTime: readonly Candidate[] = [
  { name: 'vllm:inter_token_latency_seconds', from: '0.11' },
  { name: 'vllm:request_time_per_output_token_seconds', from: '0.11' },
  { name: 'vllm:time_per_output_token_seconds', before: '0.11' },
];

export const vllmCacheUsage: readonly Candidate[] = [
  { name: 'vllm:kv_cache_usage_perc', from: '0.9.2' },
  { name: 'vllm:gpu_cache_usage_perc', before: '0.9.2' },
];

export const vllm: EngineFamilies = {
  prefix: 'vllm:',
  vocabulary: [
    always('generation_tokens_total', 'vllm:generation_tokens_total'),
    always('prompt_tokens_total', 'vllm:prompt_tokens_total'),
    always('num_requests_running', 'vllm:num_requests_running'),
    always('num_requests_waiting', 'vllm:num_requests_waiting'),
    always('kv_cache_usage_perc', ...vllmCacheUsage),
    always('time_to_first_token_seconds', 'vllm:time_to_first_token_seconds'),
    always('time_per_output_token_seconds', ...vllmTokenTime),
    always('e2e_request_latency_seconds', 'vllm:e2e_request_latency_seconds'),
    // Only with --enable-lora.
    optional('lora_requests_info', 'vllm:lora_requests_info'),
  ],
  known: new Set(
    `
  estimated_flops_per_gpu_total estimated_read_bytes_per_gpu_total estimated_write_bytes_per_gpu_total
  num_requests_waiting_by_reason engine_sleep_state prefix_cache_queries_total prefix_cache_hits_total
  external_prefix_cache_queries_total external_prefix_cache_hits_total mm_cache_queries_total mm_cache_hits_total
  num_preemptions_total prompt_tokens_by_source_total prompt_tokens_cached_total
  prompt_tokens_cached_by_source_total request_success_total admission_rejections_total request_prompt_tokens
  request_generation_tokens iteration_tokens_total request_max_num_generation_tokens request_params_n
  request_params_max_tokens request_queue_time_seconds request_inference_time_seconds
  request_prefill_time_seconds request_decode_time_seconds request_num_preemptions
  request_prefill_kv_computed_tokens cache_config_info
`.match(/\S+/g),
  ),
};
