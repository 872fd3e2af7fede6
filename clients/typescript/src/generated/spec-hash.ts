// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '9627b7935f2eeb7fb32628d5d1c5ee9ea089cdef3124522af4b3d3d3837e1845';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
