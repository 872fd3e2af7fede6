export { createRoundhouseClient, type RoundhouseClient, type RoundhouseClientOptions, unwrap } from './client.ts';
export * from './errors.ts';
export type { components, operations, paths } from './generated/schema.ts';
export { specHash, specVersion } from './generated/spec-hash.ts';
export { stream } from './stream.ts';
export type { StreamEvent, StreamInit, StreamPath } from './stream-types.ts';
