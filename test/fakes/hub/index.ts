export type { HubFaults } from './faults.ts';
export type { RepoOptions } from './repository.ts';
export { type Hub, type HubOptions, type HubRequest, startHub } from './start-hub.ts';
