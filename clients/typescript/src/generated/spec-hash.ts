// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.

/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */
export const specHash = 'bcc31f2edfba83be388081d6b528e5cfbf620b426de122fb88914eb11498293e';
/** Version of the spec, the gateway and this package. */
export const specVersion = '0.1.0';
