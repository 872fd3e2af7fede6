// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'f059ef0cba492295c5e8a5019230f438ae1b11b408645ec07a9d275e1909c66f';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
