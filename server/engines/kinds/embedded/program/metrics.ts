/** What `/metrics` says, under llama-server's names. */
import type { GenerationResult } from './generate/generate.ts';

export interface Metrics {
  completed(promptTokens: number, result: Pick<GenerationResult, 'completionTokens' | 'cachedTokens'>): void;
  embedded(promptTokens: number): void;
  /** Prometheus text format. */
  render(now: { readonly processing: number; readonly deferred: number }): string;
}

export function createMetrics(): Metrics {
  let prompt = 0;
  let cached = 0;
  let predicted = 0;
  let longest = 0;
  return {
    completed(promptTokens, { completionTokens, cachedTokens }) {
      prompt += promptTokens - cachedTokens;
      cached += cachedTokens;
      predicted += completionTokens;
      longest = Math.max(longest, promptTokens + completionTokens);
    },
    embedded(promptTokens) {
      prompt += promptTokens;
    },
    render({ processing, deferred }) {
      return [
        line('counter', 'prompt_tokens_total', 'Number of prompt tokens processed, excluding cached tokens', prompt),
        line('counter', 'prompt_tokens_cached_total', 'Number of prompt tokens reused from the cache', cached),
        line('counter', 'tokens_predicted_total', 'Number of generation tokens processed', predicted),
        line('counter', 'n_tokens_max', 'Largest observed sequence length (prompt + generation)', longest),
        line('gauge', 'requests_processing', 'Number of requests processing', processing),
        line('gauge', 'requests_deferred', 'Number of requests deferred', deferred),
      ].join('');
    },
  };
}

function line(type: 'counter' | 'gauge', name: string, help: string, value: number): string {
  return `# HELP llamacpp:${name} ${help}\n# TYPE llamacpp:${name} ${type}\nllamacpp:${name} ${value}\n`;
}
