/** The headers of an engine's answer on their way to the client. On the hot path. */

/** Headers that belong to the connection with the engine, and those that we set ourselves. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'proxy-authenticate',
  'proxy-connection',
  'x-request-id',
  'x-roundhouse-source',
]);

/**
 * Appends to `headers` what the client may have of `raw` (both flat: name, value, …). With `ownRateLimits` the engine's
 * `x-ratelimit-*` stay behind, and of a stream the length: what is held back, or an error, changes it. Returns the content
 * type; empty: none.
 */
export function copyAnswerHeaders(raw: readonly Buffer[], headers: string[], ownRateLimits = false): string {
  let contentType = '';
  let lengthAt = -1;
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] as Buffer).toString('latin1');
    const lower = name.toLowerCase();
    if (notForwarded.has(lower) || (ownRateLimits && lower.startsWith('x-ratelimit-'))) continue;
    const value = (raw[i + 1] as Buffer).toString('latin1');
    if (lower === 'content-type') contentType = value;
    else if (lower === 'content-length') lengthAt = headers.length;
    headers.push(name, value);
  }
  if (lengthAt >= 0 && isEventStream(contentType)) headers.splice(lengthAt, 2);
  return contentType;
}

export const isEventStream = (contentType: string): boolean => contentType.startsWith('text/event-stream');
