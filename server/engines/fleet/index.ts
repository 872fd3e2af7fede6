export { createFleet } from './create-fleet.ts';
export type { FetchedSource, FleetDeps, StartingReplica } from './deps.ts';
export type {
  EngineView,
  Fleet,
  FleetEvent,
  Lease,
  LeaseOutcome,
  LeaseRequest,
  ModelView,
  ReplicaLora,
  ReplicaState,
  Waiting,
} from './fleet.ts';
