// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'df52157e77b56feb305242c2e3abac269c0e0e15f3f3de4b8fa8947321804736';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
