/** The one engine that a sidecar stands beside: what is asked of it, and how its answers are read. */
import type { BesideEngine, SidecarLoad, SidecarLoaded } from '../../edge/sidecar/ports.ts';
import { callEngine, parseObject } from '../../engines/kinds/engine-call.ts';
import { engineKind } from '../../engines/kinds/index.ts';
import type { EngineTarget } from '../../engines/kinds/kind.ts';
import type { LoraByCall } from '../../engines/kinds/lora.ts';
import { checkLora, inspectLora } from '../../engines/kinds/lora-files/index.ts';
import { defaultOutputDir, loraPlace } from '../../engines/lora/request/lora-place.ts';
import { writeStandardised } from '../../engines/metrics/index.ts';
import { type Downloads, insideRoots } from '../../library/downloads/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { engineFault, loadFault, unloadRefused } from './engine-faults.ts';
import type { SidecarKind, SidecarOptions } from './options.ts';

export interface BesideEngineDeps {
  readonly options: SidecarOptions;
  readonly downloads: Downloads;
  readonly log: Log;
}

const METRICS_MAX_BYTES = 16 * 1024 * 1024;
const READY_TIMEOUT_MS = 5_000;

/** Where each engine has it; llama.cpp takes LoRA adapters at its start only. */
const unloadPaths: Readonly<Record<SidecarKind, string | null>> = {
  vllm: '/v1/unload_lora_adapter',
  sglang: '/unload_lora_adapter',
  'llama.cpp': null,
};

export function createBesideEngine({ options, downloads, log }: BesideEngineDeps): BesideEngine {
  const { kind: kindName, requestTimeoutMs } = options;
  const kind = engineKind(kindName);
  const target: EngineTarget = { baseUrl: options.engineBaseUrl, headers: {}, healthPath: null };
  let version = options.version;

  const loadFrom = async (request: SidecarLoad, given: string): Promise<SidecarLoaded> => {
    const lora = byCall(kindName);
    const base = { kind: kindName, files: null, engineModel: '', command: null };
    const roots = () => options.downloadRoots;
    const path = await loraPlace(given, base, { roots, insideRoots, inspect: inspectLora, check: checkLora });
    const file = { name: request.name, path, inPlace: request.inPlace };
    const said = await lora.load(target, file, requestTimeoutMs);
    if (!said.ok) throw loadFault(request.name, said);
    await readBack(lora, request.name);
    return { done: true, path, message: said.message };
  };

  /** An engine that says yes and has it not is not believed. */
  const readBack = async (lora: LoraByCall, name: string): Promise<void> => {
    const listed = await lora.loaded(target, null, requestTimeoutMs);
    if (listed === null || listed.some((one) => one.name === name)) return;
    const reason = 'The engine said that it has loaded it, but does not list it.';
    throw loadFault(name, { ok: false, reason, fault: 'engine', status: null });
  };

  const downloadThenLoad = async (request: SidecarLoad, source: string): Promise<SidecarLoaded> => {
    byCall(kindName);
    const outputDir = request.outputDir ?? defaultOutputDir(request.name, options.downloadRoots);
    const { options: sourceOptions, maxWorkers } = request;
    const { id } = downloads.start({ source, outputDir, options: sourceOptions, maxWorkers, keepPartial: true });
    const whole = downloads.finished(id).then(() => loadFrom(request, outputDir));
    if (!request.async) return whole;
    whole.then(
      ({ done }) => log.info({ lora: request.name, done }, 'LoRA adapter loaded'),
      (error: Error) => log.error({ lora: request.name, reason: error.message }, 'LoRA adapter not loaded'),
    );
    const download = downloads.get(id);
    if (download === null) throw new Error(`download ${id} is gone`);
    return { done: false, outputDir, download };
  };

  return {
    ready: () => kind.ready(target, Math.min(requestTimeoutMs, READY_TIMEOUT_MS)),
    async load(request) {
      if (request.source !== null) return downloadThenLoad(request, request.source);
      if (request.path !== null) return loadFrom(request, request.path);
      throw new AppError('invalid_request', 'Give `lora_path` (files on the disk) or `source` (files to download).', {
        param: 'lora_path',
      });
    },
    async unload(body) {
      const path = unloadPaths[kindName];
      if (path === null) throw onlyAtStart();
      const answer = await callEngine(target, path, { timeoutMs: requestTimeoutMs, json: body });
      if (!answer.answered) throw engineFault(`The engine did not answer ${path}: ${answer.reason}.`);
      if (answer.status >= 300) throw unloadRefused(path, kind.normaliseError(answer.status, answer.body));
      const said = parseObject(answer.body);
      // SGLang may say no with a status of 200.
      if (said?.['success'] === false) throw unloadRefused(path, kind.normaliseError(400, answer.body));
      return said ?? answer.body.toString('utf8', 0, 10_000);
    },
    async metrics(write) {
      version ??= await kind.version(target);
      return writeStandardised({
        kind: kindName,
        version,
        prefixes: options.metricPrefixes,
        target,
        path: options.engineMetricsPath,
        timeoutMs: requestTimeoutMs,
        maxBytes: METRICS_MAX_BYTES,
        write,
      });
    },
  };
}

/** Throws `lora_conflict` where the engine takes LoRA adapters at its start only. */
function byCall(kindName: SidecarKind): LoraByCall {
  const { lora } = engineKind(kindName);
  if (lora?.by !== 'call') throw onlyAtStart();
  return lora;
}

const onlyAtStart = (): AppError =>
  new AppError(
    'lora_conflict',
    'llama-server takes LoRA adapters at its start only: start it with `--lora-scaled FILE:0`, or let `roundhouse serve` start it.',
  );
