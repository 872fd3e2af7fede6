/** Containers and GPUs as the code sees them. */

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

/** What a container needs beyond a command and an environment. */
export interface DockerRunConfig {
  readonly image: string;
  /** Default `missing`. */
  readonly pull?: PullPolicy;
  /** Default: the image's own, which then gets the command as its arguments. `['']`: none, so that the command is the program. */
  readonly entrypoint?: readonly string[];
  readonly mounts?: readonly DockerMount[];
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

/** Which GPUs an engine gets: these, or any so many. No ids: it sees none. */
export type GpusConfig =
  | {
      readonly ids: readonly number[] /** Others that say so too may have them at the same time. */;
      readonly shared?: boolean;
    }
  | { readonly count: number; readonly shared?: boolean };

export interface RegistryConfig {
  /** `docker.io` for those without one in the name of the image. */
  readonly host: string;
  readonly username: string;
  /** Never logged. */
  readonly password: string;
}

/** Where Docker answers. */
export interface DockerConnectionConfig {
  readonly at:
    | { readonly socketPath: string }
    /** `tls`: paths of PEM files; null: plain HTTP, on loopback only. */
    | {
        readonly host: string;
        readonly port: number;
        readonly tls: { readonly ca: string; readonly cert: string; readonly key: string } | null;
      };
  /** At which address of the Docker host engines listen, and by which name they are reached; null: loopback. */
  readonly engineAddress: { readonly bind: string; readonly reach: string } | null;
  readonly registries: readonly RegistryConfig[];
}
