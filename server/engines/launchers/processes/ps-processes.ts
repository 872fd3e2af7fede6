/** The process table by `ps`, for systems without /proc. Made for macOS, where it is not proven yet. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { markerVariable, type ProcessEntry, type ProcessTable } from './process-table.ts';

const run = promisify(execFile);

/** `-E`: the environment after the command (of our own user's processes), `-ww`: however long. */
const macArguments = ['-axEww', '-o', 'pid=,ppid=,pgid=,stat=,command='];

export const psProcesses: ProcessTable = {
  async list() {
    const { stdout } = await run('ps', macArguments, { maxBuffer: 256 * 1024 * 1024 });
    return parsePs(stdout);
  },
  startTicks: () => null,
};

/** Output of `ps -o pid=,ppid=,pgid=,stat=,command=` with environments. Other lines are passed over. */
export function parsePs(output: string): ProcessEntry[] {
  const marker = new RegExp(`(?:^|\\s)${markerVariable}=(\\S+)`);
  const entries: ProcessEntry[] = [];
  for (const line of output.split('\n')) {
    const [, pid, parent, group, state, rest] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s?(.*)$/.exec(line) ?? [];
    if (pid === undefined) continue;
    entries.push({
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      session: null,
      startTicks: null,
      zombie: state?.startsWith('Z') ?? false,
      marker: marker.exec(rest ?? '')?.[1] ?? null,
    });
  }
  return entries;
}
