// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '0b65acba63b78bacf91313acdf7f7af2142fc209d9c8c00f48bea4a10719a242';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
