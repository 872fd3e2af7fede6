import { markerVariable } from '../processes/process-table.ts';

export interface EnvironmentParts {
  /** The gateway's own environment. */
  readonly base: Readonly<Record<string, string | undefined>>;
  /** Names that the engine must not see: the gateway's own secrets. */
  readonly drop: ReadonlySet<string>;
  /** The engine's own variables; these may bring back a dropped name. */
  readonly own: Readonly<Record<string, string>>;
  readonly marker: string;
}

/** The whole environment of an engine; the marker comes last, so that nothing can take it away. */
export function engineEnvironment({ base, drop, own, marker }: EnvironmentParts): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !drop.has(name)) environment[name] = value;
  }
  return { ...environment, ...own, [markerVariable]: marker };
}
