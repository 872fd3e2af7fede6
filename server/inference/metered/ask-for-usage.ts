/** Has an engine tell the usage of a stream whose client did not ask for it; `HeldUsage` keeps it from the client. */
import type { EngineKindName } from '../../platform/config/config.ts';
import { setMember } from '../../platform/json-splice.ts';
import type { ParsedRequest } from '../resolve.ts';

const paths = new Set(['/v1/chat/completions', '/v1/completions']);

const MEMBER = Buffer.from('"stream_options":{"include_usage":true},');

/**
 * The client's bytes with the wish spliced in; null where there is nothing to ask for: the client has asked itself, the
 * answer tells it anyway, or `stream_options` is no object, which the engine shall judge.
 */
export function askForUsage(kind: EngineKindName, path: string, { bytes, body }: ParsedRequest): Buffer | null {
  if (body['stream'] !== true || !paths.has(path)) return null;
  // llama-server tells it in the last chunk of every completion, in which the client shall have it as always.
  if (kind === 'llama.cpp' && path === '/v1/completions') return null;
  const options = body['stream_options'];
  if (options === undefined) return inFront(bytes);
  if (typeof options !== 'object' || Array.isArray(options)) return null;
  if (options === null) return setMember(bytes, 'stream_options', { include_usage: true });
  const given = options as Readonly<Record<string, unknown>>;
  // What is no boolean, e.g. "true", engines refuse or take for one: then the client has asked.
  if ((given['include_usage'] ?? false) !== false) return null;
  // Without `include_usage` it means nothing to the engine; with it, each chunk would have a usage.
  const continuous = 'continuous_usage_stats' in given ? { continuous_usage_stats: false } : {};
  return setMember(bytes, 'stream_options', { ...given, include_usage: true, ...continuous });
}

/** No need to look through the body: it is an object with a `model` at least, and has no such member. */
function inFront(bytes: Buffer): Buffer {
  const at = bytes.indexOf(0x7b) + 1;
  return Buffer.concat([bytes.subarray(0, at), MEMBER, bytes.subarray(at)]);
}
