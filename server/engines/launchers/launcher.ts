/** Where engines run. A launcher starts one, watches it and stops it; it decides nothing. */
import type { DockerSpec } from './docker/docker-spec.ts';

export type ProcessStatus = 'running' | 'stopped' | 'crashed';

export interface LaunchSpec {
  /** The engine's id, e.g. `tiny-0f3a`: `[a-z0-9-]`. */
  readonly engineId: string;
  /** Binary, then arguments; `${PORT}` and `${HOST}` are filled in by the launcher. No shell. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workDir: string;
  /** `${PID}` and `${PORT}` are filled in. */
  readonly stopCommand: readonly string[] | null;
  /** The fixed address where the engine will answer; null: the launcher picks a free loopback port. */
  readonly url: string | null;
  /** What a container needs beyond that. The Docker launcher cannot do without it, the others do not look at it. */
  readonly docker?: DockerSpec;
  /**
   * Goes into `specKeyOf`, by which a container is known after a restart of the gateway, instead of the spec itself: for
   * specs with something that is another one at each start, such as the GPUs that happened to be free. It may hold secrets.
   */
  readonly specKey?: string;
}

export interface LogLine {
  /** Counts from 1, never repeats for one engine. */
  readonly seq: number;
  readonly time: string;
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

/** The last lines of an engine. */
export interface LogRing {
  /** The newest `count` lines, oldest first. */
  last(count: number): readonly LogLine[];
  /** Called for each new line until the returned function is called. */
  follow(listener: (line: LogLine) => void): () => void;
}

export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** True when we had asked it to stop. */
  readonly wanted: boolean;
  /** Why it could not be started, e.g. ENOENT; null when it ran. */
  readonly spawnError: string | null;
  /** What is known beyond that and what to do about it, e.g. that the kernel killed it for its memory. */
  readonly detail?: string;
}

export interface LaunchedEngine {
  readonly pid: number | null;
  /** `http://127.0.0.1:41234` */
  readonly baseUrl: string;
  readonly startedAt: Date;
  readonly logs: LogRing;
  processStatus(): ProcessStatus;
  /** Of the container that it runs or has run in; null: there is none yet. Absent: it needs none. */
  containerId?(): string | null;
  /** Why nobody can say at the moment whether it runs (Docker is away); null or absent: it is known. */
  trouble?(): string | null;
  /** Resolves when the engine and every process it left behind are gone; never rejects. */
  readonly exited: Promise<EngineExit>;
  /** stop_command, SIGTERM to the process group, after `stopTimeoutMs` SIGKILL. Resolves when all of it is gone. May be called again (with a shorter time). */
  stop(stopTimeoutMs: number): Promise<void>;
}

/** An engine that an earlier gateway has started, which still runs and nobody follows. */
export interface LeftEngine {
  readonly engineId: string;
  /** See specKeyOf. */
  readonly specKey: string;
  /** The GPUs that it was given by their ids: nobody else should get them. */
  readonly gpuIds: readonly string[];
  /** Follows it from now on, as if it had been started here with this stop command and environment. To be called once. */
  adopt(stopCommand: readonly string[] | null, env?: Readonly<Record<string, string>>): LaunchedEngine;
}

export interface Launcher {
  readonly name: 'process' | 'docker' | 'kubernetes' | 'remote';
  /** Rejects only if it could not even try (no free port); a binary that is missing shows in `exited`. */
  start(spec: LaunchSpec): Promise<LaunchedEngine>;
  /** Ends what is left; after it nothing of this launcher runs. */
  close(): Promise<void>;
}
