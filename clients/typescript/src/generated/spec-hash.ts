// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'ea3a358a6becb5feeabd86e7d3fc66ccfb4f72880d1590c1ce7b95ba68b1f5f2';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
