import { afterTraffic, always, type Candidate, type EngineFamilies, optional } from './vocabulary.ts';

/** Time between tokens. */
export const sglangTokenLatency: readonly Candidate[] = [
  { name: 'sglang:inter_token_latency_seconds', from: '0.4.5' },
  { name: 'sglang:time_per_output_token_seconds', before: '0.4.5' },
];

/** SGLang shows a family from its first value on. */
export const sglang: EngineFamilies = {
  prefix: 'sglang:',
  vocabulary: [
    afterTraffic('generation_tokens_total', 'sglang:generation_tokens_total'),
    afterTraffic('prompt_tokens_total', 'sglang:prompt_tokens_total'),
    always('num_requests_running', 'sglang:num_running_reqs'),
    always('num_requests_waiting', 'sglang:num_queue_reqs'),
    always('kv_cache_usage_perc', 'sglang:token_usage'),
    afterTraffic('time_to_first_token_seconds', 'sglang:time_to_first_token_seconds'),
    afterTraffic(
      'time_per_output_token_seconds',
      { name: 'sglang:request_time_per_output_token_seconds', from: '0.4.5' },
      ...sglangTokenLatency,
    ),
    afterTraffic('e2e_request_latency_seconds', 'sglang:e2e_request_latency_seconds'),
    // Only with --enable-lora.
    optional('lora_pool_slots_used', 'sglang:lora_pool_slots_used'),
    optional('lora_pool_slots_total', 'sglang:lora_pool_slots_total'),
  ],
  known: new Set(
    `
  routing_keys_active http_requests_active num_retracted_reqs num_paused_reqs prompt_tokens_histogram
  uncached_prompt_tokens_histogram generation_tokens_histogram get_loads_duration_seconds
  process_cpu_seconds_total http_requests_total http_responses_total num_requests_total cached_tokens_total
  prefill_effective_tokens_total scheduler_idle_seconds_total scheduler_process_cpu_seconds_total
  scheduler_stage_seconds_total dp_attention_tokens_total dp_attention_steps_total dp_attention_pairs_total
  cuda_graph_passes_total realtime_tokens_total startup_time_seconds startup_cuda_graph_time_seconds
  dp_attention_token_imbalance_ratio dp_attention_sync_wait_seconds per_stage_req_latency_seconds
  queue_time_seconds max_total_num_tokens weight_memory_usage_gb kv_cache_memory_usage_gb graph_memory_usage_gb
  page_size num_pages context_len startup_available_gpu_memory_gb num_grammar_queue_reqs gen_throughput
  cache_hit_rate decode_sum_seq_lens full_token_usage swa_token_usage mamba_usage num_used_tokens
  kv_available_tokens kv_evictable_tokens kv_used_tokens swa_available_tokens swa_evictable_tokens
  swa_used_tokens mamba_available_tokens mamba_evictable_tokens mamba_used_tokens spec_accept_length
  spec_accept_rate spec_cap_length spec_block_accept_length spec_num_steps spec_num_draft_tokens
  num_prefill_bootstrap_queue_reqs num_prefill_inflight_queue_reqs num_decode_prealloc_queue_reqs
  num_decode_transfer_queue_reqs num_decode_host_receive_queue_reqs num_decode_deferred_kv_release_reqs
  pending_prealloc_token_usage prealloc_full_token_usage prealloc_swa_token_usage utilization fwd_occupancy
  new_token_ratio is_cuda_graph num_unique_running_routing_keys routing_key_running_req_count
  routing_key_all_req_count lora_pool_utilization
`.match(/\S+/g),
  ),
};
