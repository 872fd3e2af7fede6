// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '52b80847fbff42311c02cba455b189f233096413133719a0cd14fbf0c506f1fd';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
