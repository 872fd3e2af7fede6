/** From the file's shape to the code's: units, defaults that depend on others, and every check of more than one field. */
import { resolve } from 'node:path';
import type { Config, LogConfig, Timeouts } from './config.ts';
import { isDockerHere, normaliseConnection } from './docker/normalise-connection.ts';
import { normaliseMachineGpus } from './docker/normalise-gpus.ts';
import type { ConfigFile } from './file-schema.ts';
import { normaliseApiKeys } from './normalise/api-keys.ts';
import type { Check } from './normalise/check.ts';
import { normaliseDatabaseUrl } from './normalise/database-url.ts';
import { normaliseDownloads } from './normalise/downloads.ts';
import { durationMs } from './normalise/duration-ms.ts';
import { normaliseListen } from './normalise/listen.ts';
import { normaliseModel } from './normalise/model.ts';
import { checkNames } from './normalise/names.ts';
import { normaliseUserEngines } from './normalise/user-engines.ts';
import { parseSize } from './values/size.ts';

export interface NormaliseOptions {
  readonly check: Check;
  /** Absolute; null: built in. */
  readonly path: string | null;
  readonly onTerminal: boolean;
}

/** Usable only if `check.problem` was not called. */
export function normalise(file: ConfigFile, { check, path, onTerminal }: NormaliseOptions): Config {
  const names = checkNames(file.models, check);
  const dataDir = resolve(check.baseDir, file.data_dir);
  const downloads = normaliseDownloads(file, dataDir, check);
  const machine = { gpus: normaliseMachineGpus(file.gpus, check), dockerIsHere: isDockerHere(file.docker) };
  const place = { check, downloadRoot: downloads.downloadRoots[0] as string, machine };
  return {
    path,
    ...normaliseListen(file, check),
    dataDir,
    slots: file.slots,
    ...downloads,
    log: normaliseLog(file.log, check.baseDir, onTerminal),
    apiKeys: normaliseApiKeys(file.api_keys, names, check),
    tokenLifetimeMs: Math.round(file.token_days * DAY_MS),
    databaseUrl: normaliseDatabaseUrl(file, check),
    publicMetrics: file.public_metrics,
    maxBodyBytes: maxBody(file.max_body, check),
    timeouts: normaliseTimeouts(file.timeouts, check),
    conversationDays: file.conversation_days,
    userEngines: normaliseUserEngines(file.user_engines, { check, machine }),
    docker: normaliseConnection(file.docker, check),
    gpus: machine.gpus,
    models: Object.entries(file.models).map(([name, model]) => normaliseModel(name, model, place)),
  };
}

const DAY_MS = 24 * 3_600_000;

function normaliseLog(log: ConfigFile['log'], baseDir: string, onTerminal: boolean): LogConfig {
  const file = log.file === null ? null : resolve(baseDir, log.file);
  return { level: log.level, format: log.format ?? (onTerminal && file === null ? 'text' : 'json'), file };
}

function normaliseTimeouts(file: ConfigFile['timeouts'], check: Check): Timeouts {
  const ms = (key: keyof ConfigFile['timeouts']): number => durationMs(file[key], ['timeouts', key], check);
  return {
    connectMs: ms('connect'),
    firstByteMs: ms('first_byte'),
    betweenChunksMs: ms('between_chunks'),
    wholeRequestMs: ms('request'),
    shutdownDrainMs: ms('shutdown_drain'),
  };
}

/** One string of V8 holds 512 MiB; a body beyond that could not be parsed. */
const MAX_BODY = 512 * 1024 * 1024;

function maxBody(size: string | number, check: Check): number {
  const bytes = parseSize(size);
  if (bytes === null || bytes > MAX_BODY)
    check.problem(['max_body'], 'is more than can be handled; give at most 512MiB');
  return bytes ?? 0;
}
