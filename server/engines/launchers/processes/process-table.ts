/** The processes of this machine, as far as it takes to find those that an engine left behind. */

/** The variable that every engine's environment carries, and so every process that it starts inherits. */
export const markerVariable = 'ROUNDHOUSE_ENGINE';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** null: not known on this platform. */
  readonly session: number | null;
  /** Ticks since boot: tells a process from a later one with the same pid. null: not known on this platform. */
  readonly startTicks: number | null;
  /** Dead, only its parent has not taken notice. */
  readonly zombie: boolean;
  /** Value of the marker variable at its start; null: none, or not ours to read. */
  readonly marker: string | null;
}

export interface ProcessTable {
  /** @param notBefore leaves out processes that started earlier (start ticks), which also saves reading their environment. */
  list(notBefore?: number | null): Promise<readonly ProcessEntry[]>;
  /** Start ticks of one process; null: gone, or not known on this platform. */
  startTicks(pid: number): number | null;
}
