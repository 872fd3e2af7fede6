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
