/** LoRA adapters that have to be downloaded first: begun once, however many ask, and loaded when they are there. */
import type { DownloadView } from '../../library/downloads/downloads.ts';
import { AppError } from '../../platform/errors.ts';
import { beginDownload, type LoadParts, loadFiles } from './load.ts';
import type { BaseModel, LoadLora } from './lora.ts';

type SourceRequest = LoadLora & { readonly source: string };

interface SourceLoad {
  readonly request: SourceRequest;
  readonly model: string;
  readonly download: DownloadView;
  readonly abort: AbortController;
  /** Settled when it is loaded, or has failed. */
  readonly done: Promise<void>;
  /** Somebody went away in the trust that a failure is shown. */
  isShown: boolean;
}

export class SourceLoads {
  readonly #parts: LoadParts;
  readonly #loads = new Map<string, SourceLoad>();

  constructor(parts: LoadParts) {
    this.#parts = parts;
  }

  /** Begins it, or joins the one that is the same. `done` has been taken care of where nobody waits for it. */
  start(request: SourceRequest, base: BaseModel): Pick<SourceLoad, 'download' | 'done'> {
    this.assertFree(request.name, request, base.name);
    const load = this.#loads.get(request.name) ?? this.#begin(request, base);
    load.isShown ||= request.async;
    return load;
  }

  /** Throws `invalid_request` where another load of the name is under way. */
  assertFree(name: string, request: LoadLora, model: string): void {
    const load = this.#loads.get(name);
    if (load === undefined) return;
    if (load.model === model && identityOf(load.request) === identityOf(request)) return;
    const message =
      `"${name}" is being downloaded from ${load.download.source}, and this request asks for another model, source, ` +
      'place or `config`: wait for it, or unload it first.';
    throw new AppError('invalid_request', message, { param: 'lora_name' });
  }

  /** The download goes on; what it brings is not loaded. */
  abort(name: string): void {
    const why = new AppError('download_cancelled', `"${name}" was unloaded while it was being downloaded.`);
    this.#loads.get(name)?.abort.abort(why);
    this.#loads.delete(name);
    this.#parts.pending.remove(name);
  }

  close(why: AppError): void {
    for (const { abort } of this.#loads.values()) abort.abort(why);
  }

  #begin(request: SourceRequest, base: BaseModel): SourceLoad {
    const { pending, wanted, deps } = this.#parts;
    const { name } = request;
    const download = beginDownload(request, base, this.#parts);
    const { id: downloadId, source, outputDir } = download;
    const createdAt = wanted.get(name)?.createdAt ?? deps.clock.date().toISOString();
    const abort = new AbortController();
    const done = this.#fetchAndLoad(request, base, download, abort.signal);
    const load = { request, model: base.name, download, abort, done, isShown: false };
    this.#loads.set(name, load);
    pending.set({ name, model: base.name, source, outputDir, downloadId, failure: null, createdAt });
    done.then(
      () => this.#ended(load, null),
      (error: unknown) => this.#ended(load, error),
    );
    return load;
  }

  async #fetchAndLoad(request: LoadLora, base: BaseModel, { id }: DownloadView, signal: AbortSignal): Promise<void> {
    const { outputDir, source } = await this.#parts.deps.downloads.finished(id, signal);
    signal.throwIfAborted();
    await loadFiles(request, base, { path: outputDir, source }, this.#parts);
  }

  #ended(load: SourceLoad, error: unknown): void {
    const { request, model } = load;
    const { name } = request;
    // Unloaded meanwhile, and perhaps begun anew.
    if (this.#loads.get(name) !== load) return;
    this.#loads.delete(name);
    if (error !== null) this.#parts.deps.log.warn({ lora: name, model, err: error }, 'LoRA adapter failed');
    if (error !== null && load.isShown) this.#parts.pending.fail(name, asAppError(error));
    else this.#parts.pending.remove(name);
  }
}

/** Equal for requests that would bring the same files to the same place. Secrets and workers make no difference. */
function identityOf({ source, outputDir, inPlace, options }: LoadLora): string {
  const { endpoint, region, hfEndpoint, hfRevision, allowPatterns, ignorePatterns } = options;
  const from = [endpoint, region, hfEndpoint, hfRevision, allowPatterns, ignorePatterns];
  return JSON.stringify([source, outputDir, inPlace, from]);
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal_error', 'The LoRA adapter could not be loaded.', {}, { cause: error });
}
