/** What the sidecar's routes are given by its program. */
import type { Readiness } from '../../engines/kinds/kind.ts';
import type { LoadLora } from '../../engines/lora/lora.ts';
import type { Downloads, DownloadView } from '../../library/downloads/downloads.ts';
import type { Log } from '../../platform/log.ts';

export type SidecarLoad = Omit<LoadLora, 'model' | 'mayBe'>;

export type SidecarLoaded =
  | { readonly done: true; readonly path: string; readonly message: string }
  | { readonly done: false; readonly outputDir: string; readonly download: DownloadView };

/** The one engine. */
export interface BesideEngine {
  ready(): Promise<Readiness>;
  /** Throws AppError. */
  load(request: SidecarLoad): Promise<SidecarLoaded>;
  /** `body` goes to the engine as it is; its answer is an object, or text. Throws AppError. */
  unload(body: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>> | string>;
  /** Writes the metrics piece by piece. Resolves to why the engine could not be read; null: it was. */
  metrics(write: (text: string) => unknown): Promise<string | null>;
}

export interface SidecarPorts {
  readonly engine: BesideEngine;
  readonly downloads: Downloads;
  /** sha256 of the token that all but the public routes ask for; null: none is asked for. */
  readonly tokenSha256: Buffer | null;
  readonly log: Log;
  /** On in tests. */
  readonly validateResponses: boolean;
}
