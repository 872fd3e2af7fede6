// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'c673ca445f31f1a21d9ff7fcd73f926bc543468114df03a7e8acc94cc080c53d';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
