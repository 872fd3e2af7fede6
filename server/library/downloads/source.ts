/**
 * Where files come from. A source lists its files and opens ranges of them; it writes nothing and decides nothing about
 * retries, workers or places on the disk.
 */

/** What a request (or our own configuration) says about how to reach a source. Secrets: never logged, stored or shown. */
export interface SourceOptions {
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Base URL of the S3 or OBS service. */
  readonly endpoint?: string;
  readonly region?: string;
  readonly hfToken?: string;
  /** Base URL of the hub. */
  readonly hfEndpoint?: string;
  /** Branch, tag or commit. */
  readonly hfRevision?: string;
  /** Globs over paths inside the source, as `huggingface_hub` has them; absent: everything. */
  readonly allowPatterns?: readonly string[];
  readonly ignorePatterns?: readonly string[];
}

/** `end` is exclusive; null: to the end of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number | null;
}

/** What the source itself promises of the whole file; `hex` is lower case. */
export interface Digest {
  readonly algorithm: 'sha256' | 'sha1' | 'md5' | 'crc32' | 'crc32c' | 'crc64nvme';
  readonly hex: string;
  /** Hashed before the file's bytes: `blob SIZE` and NUL, where it is git's id of the content. */
  readonly prefix?: string;
}

export interface OpenedRange {
  /** The bytes from `start` on; a chunk is valid until the next one is asked for. Reading it to the end, or `return()`, frees the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Where the bytes begin: 0 where the source does not do ranges and sends the whole file. */
  readonly start: number;
  /** False where a range was asked for and the whole file comes. */
  readonly ranged?: boolean;
  /** Size of the whole file; null where the source does not say. */
  readonly totalBytes: number | null;
  readonly etag: string | null;
}

export interface SourceFile {
  /** Inside the source, `/` between folders. As the source gave it: whoever writes it down must check it first. */
  readonly path: string;
  readonly sizeBytes: number | null;
  /** Changes when the content does; null where the source has none. */
  readonly etag: string | null;
  readonly digest: Digest | null;
  /**
   * Throws AppError: `download_changed` where the file is not the one of `etag` any more (If-Match, 412), `download_failed`
   * (retryable where `details.fields.retryable` is true; `retryAfterSeconds` where the server said), `source_not_found`,
   * `source_forbidden`.
   */
  open(range: ByteRange, signal: AbortSignal): Promise<OpenedRange>;
}

/** One place that files come from, e.g. one repository at one revision. */
export interface Source {
  /** How it is shown: no credentials in it. */
  readonly shown: string;
  /** What exactly was listed, e.g. a commit; known after `list`. */
  readonly revision?: string | null;
  /** All its files after allow and ignore patterns. Throws AppError `source_not_found`, `source_forbidden`, `download_failed`. */
  list(signal: AbortSignal): Promise<readonly SourceFile[]>;
}

/** One redirect that was followed. */
export interface HttpHop {
  readonly url: string;
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface HttpReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** After redirects. */
  readonly url: string;
  /** The redirects on the way, first one first. */
  readonly redirects?: readonly HttpHop[];
  /** A chunk is valid until the next one is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Throws where it is larger than `maxBytes` (8 MB by default). */
  text(maxBytes?: number): Promise<string>;
  /** Frees the connection without reading the rest. */
  discard(): void;
}

/**
 * HTTP that may go to places which somebody else has named: hosts must be allowed, redirects are followed only to public
 * addresses (looked at when connecting) or allowed hosts, and credentials stay with the origin that they were given for.
 */
export interface GuardedHttp {
  /** Throws AppError `endpoint_not_allowed`, `download_failed` (connection faults are retryable). Any HTTP status is an answer. */
  request(
    url: string,
    init: {
      readonly method?: 'GET' | 'HEAD';
      readonly headers?: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
    },
  ): Promise<HttpReply>;
  close(): Promise<void>;
}

/** What sources are given to work with. */
export interface SourceContext {
  readonly http: GuardedHttp;
  /** HF_TOKEN, HF_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL(_S3), … */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder under which `pvc://CLAIM/…` finds its claims mounted; null: there is none. */
  readonly volumeRoot: string | null;
  /** Folders that `file://` may read from. */
  readonly readableRoots: readonly string[];
}

/** Makes a source of one sort from its URI. Throws AppError `invalid_request` naming `source`. */
export type OpenSource = (uri: string, options: SourceOptions, context: SourceContext) => Source;
