// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'c1000d752c3c734913ecd1399b7dc1819a4a08259e25c7cd381a7512353412df';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
