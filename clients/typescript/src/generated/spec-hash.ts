// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '42b613040cec8717e9071dda1b9d85de1a1d61b4ec80c5d2624f897443095050';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
