/**
 * Which process writes a journal: a second gateway on the same data directory would settle what the first one has running,
 * and take its journal away. A number alone does not tell, because numbers of processes are given again.
 */
import { readFileSync } from 'node:fs';

/** Number and start of this process; null where the system does not tell (it has no `/proc`). */
export const ownMark = (): string | null => markOf(process.pid);

/** Whether another process that is running now has this mark. */
export function isOfAnother(mark: string): boolean {
  const pid = Number(mark.split(' ')[0]);
  return pid !== process.pid && markOf(pid) === mark;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in field 2 may hold anything; 3 is the state, 22 the start. */
function markOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // One that has ended is there until its parent asks.
    return state === 'Z' || state === 'X' ? null : `${pid} ${fields[18]}`;
  } catch {
    return null;
  }
}
