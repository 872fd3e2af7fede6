// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '47cdcc5205ef9695c20516df9cadd9dd519f1b32453c0073066d8d9c01974d7a';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
