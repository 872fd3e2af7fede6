export type { EngineExit, LaunchedEngine, Launcher, LaunchSpec, LogLine, LogRing, ProcessStatus } from './launcher.ts';
export { createLogRing, type WritableLogRing } from './logs/log-ring.ts';
export { createProcessLauncher, type ProcessLauncherOptions } from './process/process-launcher.ts';
