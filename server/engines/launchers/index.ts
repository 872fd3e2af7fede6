export type { EngineExit, LaunchedEngine, Launcher, LaunchSpec, LogLine, LogRing, ProcessStatus } from './launcher.ts';
export { createProcessLauncher, type ProcessLauncherOptions } from './process/process-launcher.ts';
