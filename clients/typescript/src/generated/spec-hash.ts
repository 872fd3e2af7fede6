// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '020314996b6ecdf2c64785b8b13a2009bc900715e6a3262960c5e81252640c49';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
