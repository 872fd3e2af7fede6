export { createFleet } from './create-fleet.ts';
export type { FleetDeps, StartingReplica } from './deps.ts';
export type {
  EngineView,
  Fleet,
  FleetEvent,
  Lease,
  LeaseOutcome,
  LeaseRequest,
  ModelView,
  ReplicaState,
  Waiting,
} from './fleet.ts';
