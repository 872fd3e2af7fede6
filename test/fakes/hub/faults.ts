/** What can be made to go wrong; read anew at each request, so that a test may change it under way. */
export interface HubFaults {
  /** Each time that so many more bytes of files have been sent in all, the answer that is being sent is cut there. */
  cutEveryBytes?: number;
  /** How often that happens; without end by default. */
  cuts?: number;
  /** The file is shorter by so many bytes than what was listed. */
  shorterBy?: { readonly path: string; readonly bytes: number };
  /** The answers about this file promise all bytes and end, in good order, after so many. */
  endsAfter?: { readonly path: string; readonly bytes: number };
  /** The file's bytes are others than those of its digest. */
  wrongContent?: string;
  /** Once so many bytes of files have been sent in all, this file has another ETag. */
  changedEtag?: { readonly path: string; readonly afterBytes: number };
  /** So many requests to this part of the hub are answered with this status first. */
  status?: {
    readonly at: 'api' | 'resolve' | 'cdn';
    readonly status: number;
    times: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** Of each connection. */
  bytesPerSecond?: number;
  /** An answer stands still after so many bytes; so many times. */
  stall?: { readonly afterBytes: number; times: number };
  /** `Range` is not looked at. */
  noRanges?: boolean;
  /** Files in LFS are redirected there. */
  redirectTo?: string;
}
