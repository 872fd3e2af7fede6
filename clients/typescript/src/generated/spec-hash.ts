// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'a66f4da7a709bee7bae6c722f7c93eaa75882137d2d7271640770fe64c9639c6';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
