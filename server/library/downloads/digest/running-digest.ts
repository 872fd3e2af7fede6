/** A digest of bytes that arrive in pieces. */
export interface RunningDigest {
  /** The next bytes of the file, in order. They are not kept. */
  update(bytes: Uint8Array): void;
  /** Of all bytes so far: lower case, all digits, as `Digest.hex`. Ends it: nothing may follow. */
  hex(): string;
}
