/** Which headers may be sent to an engine with each request. */

/** Those of one connection (RFC 9110, 7.6.1), and those that the gateway itself must set. */
const NOT_YOURS = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'expect',
]);

/** What is wrong with the name, as the end of a sentence; null: nothing. */
export function headerNameFault(name: string): string | null {
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name))
    return 'is not a header name; use letters, digits and dashes, e.g. x-team';
  if (NOT_YOURS.has(name.toLowerCase())) return 'is set by the gateway or belongs to one connection; remove it';
  return null;
}

/** Whether it can be written on the wire: Latin-1 without control characters, no blanks at the ends. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && value.trim() === value;
}
