/** `roundhouse forward`: a small door beside one engine, for clients of the forwarder that they know. */
import { FORWARD_USAGE, type ForwardOptions, parseForwardArgs } from '../forwarder/command-line.ts';
import { loadSettings } from '../forwarder/config/load-settings.ts';
import { healthcheckUrls, untilHealthy } from '../forwarder/healthcheck.ts';
import { routeTable } from '../forwarder/route-table.ts';
import type { ForwarderSettings } from '../forwarder/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { ConfigError } from '../platform/config/problems.ts';
import { createLogger } from '../platform/log/index.ts';
import type { Log } from '../platform/log.ts';
import { logConfig } from './forward/log-config.ts';
import { serveAlone } from './forward/serve-alone.ts';
import type { Serving } from './forward/serving.ts';
import { listenFault } from './listen-fault.ts';
import { readWords } from './read-words.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs until a signal. Resolves to the exit code: 0 done, 1 failed, 2 the command line or the file is wrong.
 * `args`: the words behind `forward`.
 */
export async function forward(args: readonly string[]): Promise<number> {
  const words = readWords(args, { program: 'roundhouse forward', usage: FORWARD_USAGE, read: parseForwardArgs });
  if ('exitCode' in words) return words.exitCode;
  const options = words.asked;
  try {
    const settings = await loadSettings({ path: options.configPath, set: options.set, env: process.env });
    return await run(options, settings);
  } catch (error) {
    if (error instanceof ConfigError) return complain(`${error.message}\n`, 2);
    throw error;
  }
}

async function run(options: ForwardOptions, settings: ForwarderSettings): Promise<number> {
  const logger = createLogger(logConfig());
  const { log } = logger;
  const stopSignal = followSignals();
  let serving: Serving;
  try {
    serving = await start(options, settings, log);
  } catch (error) {
    await logger.flush();
    const why = listenFault(error, options, 'give another --host or --port') ?? (error as Error).stack;
    return complain(`roundhouse forward: ${why}\n`, 1);
  }
  process.stdout.write(banner(serving.url, settings));
  const asking = new AbortController();
  const healthy = untilHealthy({
    urls: healthcheckUrls(settings),
    clock: systemClock,
    log,
    signal: asking.signal,
  }).then((isHealthy) => {
    if (isHealthy) serving.setReady();
  });
  await stopSignal(() => {
    asking.abort();
    log.info({ grace_ms: options.gracefulTimeoutMs }, 'shutting down');
    return serving.stop(options.gracefulTimeoutMs);
  });
  await healthy;
  log.info({}, 'stopped');
  await logger.flush();
  return 0;
}

async function start(options: ForwardOptions, settings: ForwarderSettings, log: Log): Promise<Serving> {
  if (options.numWorkers === 1) return serveAlone(settings, options, log);
  const { serveWithWorkers } = await import('./forward/serve-with-workers.ts');
  return serveWithWorkers({ ...options, settings, log, clock: systemClock });
}

/** From now on signals are ours. Resolves when `stop` is done; a second signal calls it again, a third ends at once. */
function followSignals(): (stop: () => Promise<void>) => Promise<void> {
  let signals = 0;
  let onSignal = (): void => {};
  const received = (): void => {
    signals += 1;
    if (signals > 2) process.exit(1);
    onSignal();
  };
  for (const signal of SIGNALS) process.on(signal, received);
  return (stop) =>
    new Promise((resolve, reject) => {
      onSignal = () => void stop().then(resolve, reject);
      for (let early = 0; early < signals; early++) onSignal();
    });
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

function banner(url: string, settings: ForwarderSettings): string {
  const routes = [...routeTable(settings)].map(([path, { sync, stream }]) => {
    const target = sync ?? stream;
    return `  POST ${path} → ${target?.origin}${target?.path}`;
  });
  return `Roundhouse's forwarder listens on ${url}\n${routes.join('\n')}\n`;
}
