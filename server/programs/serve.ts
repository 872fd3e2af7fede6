/** `roundhouse serve`: reads the configuration, runs the gateway, follows signals and changes of the file. */

import type { Config } from '../platform/config/config.ts';
import { ADMIN_PASSWORD_ENV, ConfigError, loadConfig, watchConfig } from '../platform/config/index.ts';
import { AppError } from '../platform/errors.ts';
import { createLogger, type Logger } from '../platform/log/index.ts';
import type { Log } from '../platform/log.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { listenFault } from './listen-fault.ts';

export interface ServeOptions {
  /** Path of the configuration file; undefined: `ROUNDHOUSE_CONFIG`, `./roundhouse.yaml`, or the built-in one. */
  readonly configPath: string | undefined;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Under `npm start` one Ctrl-C comes twice: from the terminal, and sent on by npm. */
const ECHO_MS = process.env['npm_lifecycle_event'] === 'start' ? 150 : 0;

/** Runs until a signal. Resolves to the exit code. */
export async function serve({ configPath }: ServeOptions): Promise<number> {
  const read = (): Promise<Config> => loadConfig({ path: configPath, env: process.env, cwd: process.cwd() });
  let config: Config;
  try {
    config = await read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  const logger = openLog(config);
  if (logger === null) return 2;
  const watching = follow(config, read, logger.log);
  let gateway: Gateway;
  try {
    gateway = await startGateway({
      config,
      log: logger.log,
      adminPassword: process.env[ADMIN_PASSWORD_ENV],
      validateResponses: process.env['ROUNDHOUSE_VALIDATE_RESPONSES'] === '1',
    });
  } catch (error) {
    watching?.close();
    await logger.flush();
    const why = error instanceof AppError ? error.message : startFault(error as ListenError, config);
    process.stderr.write(`roundhouse: ${why}\n`);
    return 1;
  }
  watching?.attach(gateway);
  process.stdout.write(banner(gateway.urls, config));
  process.on('SIGHUP', () => {
    logger.reopen();
    void watching?.reload();
  });
  await untilStopped(gateway);
  watching?.close();
  await logger.flush();
  return 0;
}

function openLog(config: Config): Logger | null {
  try {
    return createLogger(config.log);
  } catch (error) {
    process.stderr.write(`roundhouse: ${(error as Error).message}\n`);
    return null;
  }
}

interface Following {
  /** What changed before is put in force now. */
  attach(gateway: Gateway): void;
  reload(): Promise<void>;
  close(): void;
}

/** Watches the file from the moment it was read, so that an edit during the start is not missed. */
function follow(config: Config, load: () => Promise<Config>, log: Log): Following | null {
  const { path } = config;
  if (path === null) return null;
  let gateway: Gateway | null = null;
  let early: ((gateway: Gateway) => void) | null = null;
  const tell = (what: (gateway: Gateway) => void): void => {
    if (gateway === null) early = what;
    else what(gateway);
  };
  const watch = watchConfig({
    path,
    load,
    log,
    onChange: (next) => tell((to) => to.configure(next)),
    onRejected: (message) => tell((to) => to.rejectConfig(path, message)),
  });
  return {
    attach(started) {
      gateway = started;
      early?.(started);
    },
    reload: async () => void (await watch.reload()),
    close: () => watch.close(),
  };
}

/** The first signal lets streams finish; a second one ends at once. */
async function untilStopped(gateway: Gateway): Promise<void> {
  await new Promise<void>((resolve) => {
    let signals = 0;
    let lastAtMs = Number.NEGATIVE_INFINITY;
    const onSignal = (): void => {
      const now = performance.now();
      if (now - lastAtMs < ECHO_MS) return;
      lastAtMs = now;
      signals += 1;
      if (signals > 2) process.exit(1);
      gateway.stop().then(resolve, resolve);
    };
    for (const signal of SIGNALS) process.on(signal, onSignal);
  });
}

function banner(urls: readonly string[], config: Config): string {
  const url = urls[0] as string;
  const model = config.models[0]?.name ?? 'MODEL';
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'What is the capital of Japan?' }] });
  const key = config.auth !== 'none' ? " -H 'authorization: Bearer YOUR_KEY'" : '';
  return [
    `Roundhouse listens on ${urls.join(' and ')}`,
    `  try it:  curl ${url}/v1/chat/completions -H 'content-type: application/json'${key} -d '${body}'`,
    `  docs:    ${url}/docs`,
    `  config:  ${config.path ?? 'built in (no file); write roundhouse.yaml here, or give --config FILE'}`,
    '',
  ].join('\n');
}

type ListenError = NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };

function startFault(error: ListenError, { path }: Config): string {
  const { address: host, port } = error;
  const give = `set listen_v4 / listen_v6 in ${path ?? 'a config file'} to another`;
  const fault = host === undefined || port === undefined ? null : listenFault(error, { host, port }, give);
  return fault ?? error.stack ?? error.message;
}
