export type { DockerConnection } from './docker/api/connection.ts';
export {
  type AdoptedEngine,
  createDockerLauncher,
  type DockerLauncher,
  type DockerLauncherOptions,
} from './docker/docker-launcher.ts';
export type { DockerGpus, DockerMount, DockerSpec, PullPolicy } from './docker/docker-spec.ts';
export { specKeyOf } from './docker/spec/labels.ts';
export type { EngineExit, LaunchedEngine, Launcher, LaunchSpec, LogLine, LogRing, ProcessStatus } from './launcher.ts';
export { createProcessLauncher, type ProcessLauncherOptions } from './process/process-launcher.ts';
