import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { markerVariable, type ProcessEntry, type ProcessTable } from './process-table.ts';

/** Processes read before other work gets its turn: reading /proc is quick but synchronous. */
const batch = 64;

export const linuxProcesses: ProcessTable = {
  async list(notBefore = null) {
    const entries: ProcessEntry[] = [];
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    for (const [index, pid] of pids.entries()) {
      if (index % batch === batch - 1) await nextTurn();
      const entry = readProcess(pid, notBefore ?? 0);
      if (entry !== null) entries.push(entry);
    }
    return entries;
  },
  startTicks: (pid) => parseStat(readOrNull(`/proc/${pid}/stat`)?.toString('latin1') ?? '')?.startTicks ?? null,
};

function readProcess(pid: string, notBefore: number): ProcessEntry | null {
  const stat = parseStat(readOrNull(`/proc/${pid}/stat`)?.toString('latin1') ?? '');
  if (stat === null || (stat.startTicks ?? 0) < notBefore) return null;
  const environment = stat.zombie ? null : readOrNull(`/proc/${pid}/environ`);
  return { ...stat, marker: environment === null ? null : findMarker(environment) };
}

/** A process may be gone between two reads, or belong to somebody else. */
function readOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** One line of `/proc/PID/stat`. The name, in brackets, may itself hold spaces and brackets. */
export function parseStat(line: string): Omit<ProcessEntry, 'marker'> | null {
  const nameEnd = line.lastIndexOf(')');
  if (nameEnd === -1) return null;
  const fields = line.slice(nameEnd + 2).split(' ');
  const state = fields[0];
  return {
    pid: Number.parseInt(line, 10),
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTicks: Number(fields[19]),
    zombie: state === 'Z' || state === 'X',
  };
}

/** The marker in an environment block: `NAME=value` strings, each ended by a zero byte. */
export function findMarker(environment: Buffer): string | null {
  const name = `${markerVariable}=`;
  let at = environment.indexOf(name);
  while (at > 0 && environment[at - 1] !== 0) at = environment.indexOf(name, at + 1);
  if (at === -1) return null;
  const end = environment.indexOf(0, at);
  return environment.toString('utf8', at + name.length, end === -1 ? environment.length : end);
}
