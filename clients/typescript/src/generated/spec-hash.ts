// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '6b76af819798eb7bce2ab1805622a7a0fe16ead8bad4941ef32a2e06ff6d3714';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
