import type { ProcessEntry } from '../../../../../server/engines/launchers/processes/process-table.ts';

/** A process of init's, in a group and session of its own, unless said otherwise. */
export const entry = (pid: number, fields: Partial<ProcessEntry> = {}): ProcessEntry => ({
  pid,
  parent: 1,
  group: pid,
  session: pid,
  startTicks: pid * 10,
  zombie: false,
  marker: null,
  ...fields,
});
