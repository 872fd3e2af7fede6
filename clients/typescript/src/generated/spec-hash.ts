// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'abd3bc2f7498d7638694b4d15ec56775ce387d0bcd06afcd43066fb4185b86c2';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
