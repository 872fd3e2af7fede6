export { createUserEngines, type UserEnginesDeps } from './create-user-engines.ts';
export { findEndpoint } from './find-endpoint.ts';
export { createUserEngineStore } from './store/user-engine-store.ts';
export type { Started, StartRequest, UserEngines, UserEngineView } from './user-engines.ts';
