// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = '93e1186d947e4a874a020e6d15591d466184ac0c5502b91ece4b90b14fae2f2a';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
