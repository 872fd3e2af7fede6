/** What of llama-swap's file has no counterpart here: why, and what to do instead. */
import type { KeyPath } from '../../../platform/config/problems.ts';
import type { Findings } from '../findings.ts';

type Reasons = Readonly<Record<string, string>>;

const BYTES_UNCHANGED =
  "what a client sends reaches the engine unchanged; set such defaults with the engine's own arguments (llama-server: --temp, --top-p, …), or in the client";
const NO_UI = 'there is no user interface; GET /metrics, /v1/engines and /v1/events tell the same';

export const TOP_LEVEL: Reasons = {
  startPort: 'engines get a free port at each start; nothing to do',
  includeAliasesInList: 'aliases are answered to, and shown with their model in /v1/models; nothing to do',
  sendLoadingState: 'nothing is put into answers; GET /v1/events tells of engines that start',
  logRequests: 'every request is logged already, without prompts and answers; nothing to do',
  logTimeFormat: 'log lines are JSON with the time in ISO 8601, or text on a terminal; see `log`',
  logToStdout: "the gateway's log and the output of engines go to standard error, or to `log.file`",
  metricsMaxInMemory: 'metrics are counters that take no room; have GET /metrics scraped',
  captureBuffer: 'requests and answers are never recorded; record them in the client',
  store: 'usage is kept in the database of `data_dir` where accounts are on (`auth: required`)',
  ui: NO_UI,
  performance: `${NO_UI}; for the machine itself use node_exporter`,
  upstream: 'there is no /upstream; engines are reached by the routes of the API only',
  profiles:
    'names are not switched at run time; give the model an alias in `aliases` and change it there (the file is reloaded)',
  selectors: 'a name stands for one model; use `replicas` or `urls` for several engines of a model',
  matrix: 'what may run together is counted in `slots`; choose a number of which any so many models fit',
  scheduling:
    'requests wait in the order of their arrival; see `max_wait` and `max_queue` of a model, and rate limits in docs/accounts.md',
  tailcat: 'there is no Tailcat; listen with `listen_v4` and let a VPN or proxy reach it',
};

export const OF_A_MODEL: Reasons = {
  name: '/v1/models shows the name that clients ask for; make it an alias to have it answered to',
  description: '/v1/models has no descriptions; write a comment',
  metadata: '/v1/models passes on no data of yours; write a comment',
  unlisted: 'all models are in /v1/models; limit a key to some models with `api_keys[].models`',
  sendLoadingState: TOP_LEVEL['sendLoadingState'] as string,
  capabilities:
    'nothing is told about modalities; for its context write `context`, by which requests that cannot fit are refused',
  timeouts:
    'timeouts are those of the gateway: `timeouts.connect`, `first_byte`, `between_chunks` and `request` at the top level',
  compat: 'WebSockets are not forwarded; nothing to do',
  healthCheckTimeout: 'llama-swap itself reads it at the top level only; write `ready_timeout`',
};

export const OF_FILTERS: Reasons = {
  stripParams: BYTES_UNCHANGED,
  strip_params: BYTES_UNCHANGED,
  setParams: BYTES_UNCHANGED,
  setParamsByMatch: BYTES_UNCHANGED,
  setParamsByID: `${BYTES_UNCHANGED}; its names are kept as aliases, and answer without these parameters`,
};

export const OF_A_PEER: Reasons = {
  filters: BYTES_UNCHANGED,
  timeouts: OF_A_MODEL['timeouts'] as string,
  tailcatKey: TOP_LEVEL['tailcat'] as string,
};

const UNKNOWN = 'is not a key that is known of llama-swap; look for what it did in docs/config.md';

/** Tells of every key that says something and is neither `used` nor explained elsewhere. */
export function tellLeftBehind(
  block: Readonly<Record<string, unknown>>,
  { path, used, reasons }: { readonly path: KeyPath; readonly used: readonly string[]; readonly reasons: Reasons },
  findings: Findings,
): void {
  for (const [key, value] of Object.entries(block)) {
    if (used.includes(key) || saysNothing(value)) continue;
    findings.leave([...path, key], Object.hasOwn(reasons, key) ? (reasons[key] as string) : UNKNOWN);
  }
}

/** The defaults of what is not carried over. */
function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
