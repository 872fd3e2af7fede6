/** A real llama-server for tests: the one in `LLAMA_SERVER`, else what `scripts/build-llama-server.ts` has put into the cache. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type FoundLlamaServer =
  | { readonly path: string; readonly skip: false }
  /** Why the tests that need it are skipped, in one line. */
  | { readonly path: null; readonly skip: string };

const info = join(import.meta.dirname, '../../../node_modules/node-llama-cpp/llama/llama.cpp.info.json');

/** On a user's machine it may be missing; in CI (`CI=true`) that throws. Use as `describe(name, { skip: found.skip }, …)`. */
export function findLlamaServer(env: NodeJS.ProcessEnv = process.env): FoundLlamaServer {
  const path = env['LLAMA_SERVER'] || cachedPath(env);
  if (existsSync(path)) return { path, skip: false };
  const reason = `no llama-server at ${path}: build one with \`node scripts/build-llama-server.ts\``;
  if (env['CI'] === 'true') throw new Error(reason);
  return { path: null, skip: reason };
}

function cachedPath(env: NodeJS.ProcessEnv): string {
  const { tag } = JSON.parse(readFileSync(info, 'utf8')) as { readonly tag: string };
  return join(env['ROUNDHOUSE_CACHE'] || join(homedir(), '.cache/roundhouse'), 'llama-server', tag, 'llama-server');
}
