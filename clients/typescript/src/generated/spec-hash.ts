// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'f4c0e12aff208ae756189b654ccc77e238f27fc9bc9e650c76166c64d3c6fd01';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
