/** `roundhouse sidecar`: LoRA adapters, downloads and metrics of one engine that runs beside it. */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createSidecarApp } from '../edge/sidecar/sidecar-app.ts';
import { createDownloads } from '../library/downloads/index.ts';
import { createLogger } from '../platform/log/index.ts';
import type { Log } from '../platform/log.ts';
import { closeServer, listenOn } from './http-servers.ts';
import { listenFault } from './listen-fault.ts';
import { readWords } from './read-words.ts';
import { createBesideEngine } from './sidecar/beside-engine.ts';
import { parseSidecarOptions, SIDECAR_USAGE, type SidecarOptions } from './sidecar/options.ts';

export interface Sidecar {
  /** Base URL where it listens. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs until a signal. Exit codes: 0 done, 1 failed, 2 the command line or the environment is wrong. */
export async function sidecar(args: readonly string[]): Promise<number> {
  const read = (given: readonly string[]) => parseSidecarOptions(given, process.env);
  const words = readWords(args, { program: 'roundhouse sidecar', usage: SIDECAR_USAGE, read });
  if ('exitCode' in words) return words.exitCode;
  const options = words.asked;
  const { log, flush } = createLogger({ level: 'info', format: process.stderr.isTTY ? 'text' : 'json', file: null });
  try {
    const validateResponses = process.env['ROUNDHOUSE_VALIDATE_RESPONSES'] === '1';
    const running = await startSidecar({ options, log, validateResponses });
    log.info({ url: running.url, engine: options.kind, engine_url: options.engineBaseUrl }, 'the sidecar listens');
    await untilSignal();
    await running.stop();
    return 0;
  } catch (error) {
    const why = listenFault(error, options, 'give another with -H or -P') ?? (error as Error).message;
    process.stderr.write(`roundhouse sidecar: ${why}\n`);
    return 1;
  } finally {
    await flush();
  }
}

export interface SidecarStart {
  readonly options: SidecarOptions;
  readonly log: Log;
  /** On in tests. */
  readonly validateResponses?: boolean;
}

/** Resolves when it listens. Throws what `listen` throws, and where the token file cannot be read. */
export async function startSidecar({ options, log, validateResponses = false }: SidecarStart): Promise<Sidecar> {
  const tokenSha256 = options.tokenFile === null ? null : tokenOf(options.tokenFile);
  const policy = {
    roots: options.downloadRoots,
    endpoints: options.allowedEndpoints,
    volumeRoot: options.volumeRoot,
  };
  const downloads = createDownloads({ policy: () => policy, env: process.env, log });
  const engine = createBesideEngine({ options, downloads, log });
  const servers: Server[] = [];
  const app = createSidecarApp({ engine, downloads, tokenSha256, log, validateResponses });
  const url = await listenOn({ host: options.host, port: options.port }, app, servers).catch(async (error) => {
    await downloads.close();
    throw error;
  });
  return {
    url,
    async stop() {
      await downloads.close();
      await Promise.all(servers.map(closeServer));
    },
  };
}

function tokenOf(path: string): Buffer {
  let token: string;
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`--token-file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (token === '') throw new Error(`--token-file ${path} is empty`);
  return hash('sha256', token, 'buffer');
}

async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
