// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '23c6373b4bc80691953d826cdfd289d3521702ba1e54a4844e40ea3d1ef92cbc';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
