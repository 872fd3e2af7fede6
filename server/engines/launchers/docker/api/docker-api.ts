/** The part of the Docker Engine API that the launcher uses. Every call may reject with a DockerFault. */
import type { Readable } from 'node:stream';

/** Docker refused (`status` set), or could not be reached (null). The message is Docker's own: it is shown after redaction only. */
export class DockerFault extends Error {
  readonly status: number | null;

  constructor(status: number | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DockerFault';
    this.status = status;
  }
}

export interface DockerVersion {
  readonly version: string;
  readonly apiVersion: string;
  readonly minApiVersion: string;
}

export interface ContainerState {
  /** `created`, `running`, `paused`, `restarting`, `removing`, `exited`, `dead`. */
  readonly status: string;
  /** On the Docker host; null: it does not run. */
  readonly pid: number | null;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** Why Docker could not start it; empty when it could. */
  readonly error: string;
  readonly startedAt: string;
  readonly tty: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ListedContainer {
  readonly id: string;
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface LogsOptions {
  /** Only what is not older, in Docker's own words: seconds with nanoseconds; null: all. */
  readonly since: string | null;
  /** Lines from the end to begin with; null: all. */
  readonly tail: number | null;
  readonly signal: AbortSignal;
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  readonly serveraddress?: string;
}

/** One step of a pull, as Docker says it. */
export interface PullStep {
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
}

export interface DockerApi {
  /** Asked without a version in the path; the calls after it use the version that both sides know. */
  version(): Promise<DockerVersion>;
  hasImage(image: string): Promise<boolean>;
  /** Calls `onStep` for each step; resolves at the end, rejects when it failed or was aborted. */
  pull(image: string, options: PullOptions): Promise<void>;
  /** @param body of `POST /containers/create`. Resolves to the id. */
  create(name: string, body: object): Promise<string>;
  start(id: string): Promise<void>;
  /** Its id or name; null: there is none. */
  inspect(id: string): Promise<ContainerState | null>;
  /** Those, in whatever state, that have all these labels (`name=value`). */
  list(labels: readonly string[]): Promise<readonly ListedContainer[]>;
  /** Follows the output from `since`; each message begins with its time. Ends when the container ends, or Docker. */
  logs(id: string, options: LogsOptions): Promise<Readable>;
  /** Runs a command inside and resolves when it has ended, to its exit code; its output is not read. */
  exec(id: string, command: readonly string[], signal: AbortSignal): Promise<number | null>;
  /** The image's stop signal, and SIGKILL after `seconds`, by Docker itself: it goes on if the gateway dies. */
  stop(id: string, seconds: number): Promise<void>;
  kill(id: string): Promise<void>;
  /** With its anonymous volumes. Resolves also when it is gone already. */
  remove(id: string): Promise<void>;
}

export interface PullOptions {
  readonly login: RegistryLogin | null;
  readonly onStep: (step: PullStep) => void;
  readonly signal: AbortSignal;
}
