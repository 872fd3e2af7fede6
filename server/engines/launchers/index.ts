export type { DockerConnection } from './docker/api/connection.ts';
export {
  createDockerLauncher,
  type DockerLauncher,
  type DockerLauncherOptions,
} from './docker/docker-launcher.ts';
export type { DockerGpus, DockerMount, DockerSpec } from './docker/docker-spec.ts';
export type { PullProgress } from './docker/pull-progress.ts';
export { digestOf, specKeyOf } from './docker/spec/labels.ts';
export type {
  EngineExit,
  LaunchedEngine,
  Launcher,
  LaunchSpec,
  LeftEngine,
  LogLine,
  LogRing,
  ProcessStatus,
} from './launcher.ts';
export { createProcessLauncher, type ProcessLauncherOptions } from './process/process-launcher.ts';
