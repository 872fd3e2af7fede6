/** The words behind `roundhouse forward`. Pure. */
import { parseWords, UsageError } from '../platform/command-line.ts';

export interface ForwardOptions {
  readonly configPath: string;
  readonly set: readonly string[];
  readonly numWorkers: number;
  readonly host: string;
  readonly port: number;
  /** How long requests in flight may go on after SIGTERM. */
  readonly gracefulTimeoutMs: number;
}

export const FORWARD_USAGE = `roundhouse forward --config FILE

  --config FILE              what is forwarded, and how (see examples/service--http_forwarder.yaml)
  --set a.b.c=VALUE          over the file; VALUE is YAML; may be repeated
  --num-workers N            processes that share the port and max_concurrency (1)
  --port PORT                where to listen (5000)
  --host ADDRESS             on which address (127.0.0.1; 0.0.0.0 is all of IPv4)
  --graceful-timeout SECONDS how long requests may go on after SIGTERM (600)
`;

const MAX_WORKERS = 1024;
const MAX_GRACE_SECONDS = 86_400;

/** null: help was asked for. Throws UsageError. */
export function parseForwardArgs(args: readonly string[]): ForwardOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  if (values.config === undefined || values.config === '') throw new UsageError('--config FILE is missing');
  if (values.host === '') throw new UsageError('--host must be an address to listen on; it is empty');
  return {
    configPath: values.config,
    set: values.set ?? [],
    numWorkers: whole('--num-workers', values['num-workers'] ?? '1', 1, MAX_WORKERS),
    host: values.host ?? '127.0.0.1',
    port: whole('--port', values.port ?? '5000', 0, 65_535),
    gracefulTimeoutMs: whole('--graceful-timeout', values['graceful-timeout'] ?? '600', 0, MAX_GRACE_SECONDS) * 1000,
  };
}

function parse(args: readonly string[]) {
  return parseWords(args, {
    options: {
      config: { type: 'string', short: 'c' },
      set: { type: 'string', multiple: true },
      'num-workers': { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      'graceful-timeout': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function whole(flag: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `${flag} must be a whole number from ${least} to ${most}; it is ${JSON.stringify(text.slice(0, 40))}`,
  );
}
