/** What a container needs beyond a command and an environment. */

export type PullPolicy = 'missing' | 'always' | 'never';

export type DockerMount =
  | {
      readonly type: 'bind' /** Absolute path on the Docker host; it must exist. */;
      readonly source: string;
      readonly target: string;
      readonly readOnly: boolean;
    }
  /** A named volume: made when it is missing, and kept. */
  | { readonly type: 'volume'; readonly source: string; readonly target: string; readonly readOnly: boolean };

/** GPUs of the container: these ids (`0`, `GPU-…`), any so many of them, or all. */
export type DockerGpus = { readonly ids: readonly string[] } | { readonly count: number | 'all' };

export interface DockerSpec {
  readonly image: string;
  /** Default `missing`. */
  readonly pull?: PullPolicy;
  /** Default: the image's own, which then gets the command as its arguments. */
  readonly entrypoint?: readonly string[];
  readonly mounts?: readonly DockerMount[];
  readonly gpus?: DockerGpus;
  /** `/dev/dri`, `/dev/a:/dev/b`, `/dev/a:/dev/b:rwm`. */
  readonly devices?: readonly string[];
  readonly shmBytes?: number;
  /** Above it the kernel kills the container. Default: no limit. */
  readonly memoryBytes?: number;
  /** `host`, `bridge` or the name of a network. Default `bridge`. */
  readonly network?: string;
  /** Where the engine listens inside the container: fills in `${PORT}`, unless the network is `host`. Default 8000. */
  readonly containerPort?: number;
  /** Beside the launcher's own `roundhouse.*`. Anybody who may ask Docker sees them: no secrets. */
  readonly labels?: Readonly<Record<string, string>>;
  /** `uid`, `uid:gid` or a name of the image. Default: the image's. */
  readonly user?: string;
  /** Absolute, inside the container. Default: the image's. */
  readonly workDir?: string;
  /** Some programs buffer their output without one. stdout and stderr are then one. */
  readonly tty?: boolean;
}

/** The default of `DockerSpec.containerPort`. */
export const defaultContainerPort = 8000;
