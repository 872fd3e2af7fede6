/** The names of Patio: fewer than ours, and by its names the time between tokens is another family for each engine. */
import { sglangTokenLatency } from './sglang.ts';
import { vllmCacheUsage, vllmTokenTime } from './vllm.ts';
import { afterTraffic, always, type Vocabulary } from './vocabulary.ts';

const vllm: Vocabulary = [
  always('num_requests_running', 'vllm:num_requests_running'),
  always('num_requests_waiting', 'vllm:num_requests_waiting'),
  always('time_to_first_token_seconds', 'vllm:time_to_first_token_seconds'),
  always('time_per_output_token_seconds', ...vllmTokenTime),
  always('gpu_cache_usage_perc', ...vllmCacheUsage),
  always('e2e_request_latency_seconds', 'vllm:e2e_request_latency_seconds'),
];

const sglang: Vocabulary = [
  always('num_requests_running', 'sglang:num_running_reqs'),
  always('num_requests_waiting', 'sglang:num_queue_reqs'),
  always('gpu_cache_usage_perc', 'sglang:token_usage'),
  afterTraffic('time_to_first_token_seconds', 'sglang:time_to_first_token_seconds'),
  afterTraffic('inter_token_latency_seconds', ...sglangTokenLatency),
  afterTraffic('e2e_request_latency_seconds', 'sglang:e2e_request_latency_seconds'),
];

/** Patio knows no llama.cpp: what its names can hold of it. */
const llamaCpp: Vocabulary = [
  always('num_requests_running', 'llamacpp:requests_processing'),
  always('num_requests_waiting', 'llamacpp:requests_deferred'),
];

export const patio = { vllm, sglang, 'llama.cpp': llamaCpp, embedded: llamaCpp };
