import type { ScrapedKind } from './vocabulary/index.ts';

/** Why an engine could not be read, and what to do about it where its kind tells. */
export function withAdvice(kind: ScrapedKind, failed: string): string {
  if (kind === 'llama.cpp' && /answered (?:404|501)$/.test(failed))
    return `${failed}: llama-server must be started with --metrics`;
  if (kind === 'sglang' && failed.endsWith('answered 404'))
    return `${failed}: SGLang must be started with --enable-metrics`;
  return failed;
}
