import type { ModelConfig } from '../config.ts';
import type { ModelFile } from '../model-schema.ts';
import type { KeyPath } from '../problems.ts';
import { type Check, readSecret } from './check.ts';
import { durationMs } from './duration-ms.ts';
import { normaliseHeaders } from './headers.ts';
import { normaliseUrls } from './urls.ts';
import { type Machine, normaliseVariants } from './variants.ts';

export interface ModelPlace {
  readonly check: Check;
  /** Where sources are downloaded to. */
  readonly downloadRoot: string;
  readonly machine: Machine;
}

export function normaliseModel(name: string, file: ModelFile, place: ModelPlace): ModelConfig {
  const { check } = place;
  const path: KeyPath = ['models', name];
  const ms = (key: 'max_wait' | 'drain_timeout'): number => durationMs(file[key], [...path, key], check);
  const variants = normaliseVariants(file, path, place);
  const urls = normaliseUrls(file, path, check);
  checkCombination(file, {
    path,
    check,
    started: variants.filter((variant) => variant.run !== null).length,
    variants: variants.length,
  });
  const headers = normaliseHeaders(file.headers, [...path, 'headers'], check);
  if (file.api_key_env !== undefined && headers['authorization'] !== undefined)
    check.problem(
      [...path, 'api_key_env'],
      'api_key_env and a header authorization say the same twice; remove one of them',
    );
  return {
    name,
    aliases: file.aliases,
    engine: file.engine,
    idleUnloadMs: file.idle_unload === null ? null : durationMs(file.idle_unload, [...path, 'idle_unload'], check),
    preload: file.preload,
    replicas: file.replicas,
    concurrency: file.concurrency,
    maxWaitMs: ms('max_wait'),
    maxQueue: file.max_queue,
    drainTimeoutMs: ms('drain_timeout'),
    reserveTokens: file.reserve_tokens,
    variants,
    urls,
    engineModel: file.engine_model ?? null,
    headers,
    apiKey: file.api_key_env === undefined ? null : readSecret(check, [...path, 'api_key_env'], file.api_key_env),
    healthPath: file.health_path ?? null,
  };
}

interface Combination {
  readonly path: KeyPath;
  readonly check: Check;
  readonly started: number;
  readonly variants: number;
}

/** Commands, addresses and replicas: which of them make sense together. */
function checkCombination(file: ModelFile, { path, check, started, variants }: Combination): void {
  const problem = (key: string, message: string): void => check.problem([...path, key], message);
  const addresses = file.urls?.length ?? (file.url === undefined ? 0 : 1);
  const urlKey = file.urls === undefined ? 'url' : 'urls';
  if (started === 0 && addresses === 0) {
    const give = file.engine === 'openai' ? 'url, urls or command' : 'command, model, source, url or urls';
    check.problem(path, `says neither how its engine is started nor where it runs; add one of ${give}`);
  } else if (started === 0 && variants > 1)
    problem(
      'variants',
      'an engine that is already running has one variant only; remove the others, or give each a command',
    );
  else if (started > 0 && started < variants)
    problem('variants', 'some variants have a command and some have none; each needs one');
  if (started > 0 && addresses > 1)
    problem(urlKey, 'with a command there can be only one address, where the started engine answers; give one url');
  if (file.replicas > 1 && addresses > 0)
    problem(
      'replicas',
      `several replicas cannot share a fixed ${urlKey}; ${started > 0 ? 'remove it (each replica gets a port of its own)' : 'list them all in urls instead'}`,
    );
  if (started === 0 && addresses > 0 && file.preload)
    problem('preload', 'there is nothing to start: the engine is already running; remove preload');
}
