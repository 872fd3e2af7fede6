/** Which processes belong to an engine, however far they went from it. Pure. */
import type { ProcessEntry } from './process-table.ts';

export interface ProcessGroup {
  /** Also the pid of its leader, and the id of the session that the leader opened. */
  readonly id: number;
  /** Of the leader; null: not known. */
  readonly startTicks: number | null;
}

export interface FamilyMarks {
  /** True for a marker variable of the family. */
  readonly isOurs: (marker: string) => boolean;
  readonly groups: readonly ProcessGroup[];
}

/**
 * Belongs: what carries the marker; what is in one of the process groups or sessions; and all children of these.
 * Each catches what the others miss: a process may leave its session (the marker stays), overwrite its environment
 * (vLLM's and SGLang's workers set a process title there; they stay in the group), or clear it (it is still a child).
 * What starts with a clean environment, in a session of its own, whose parents are all gone, is not found.
 *
 * @param except never belongs, nor what only its children would be: the asking process itself.
 */
export function selectFamily(entries: readonly ProcessEntry[], marks: FamilyMarks, except: number): ProcessEntry[] {
  const groups = new Set(marks.groups.filter((group) => !wasReused(entries, group)).map(({ id }) => id));
  const family = new Map<number, ProcessEntry>();
  const candidates = entries.filter(({ pid }) => pid !== except && pid > 1);
  for (const entry of candidates) {
    const isSeed =
      groups.has(entry.group) ||
      (entry.session !== null && groups.has(entry.session)) ||
      (entry.marker !== null && marks.isOurs(entry.marker));
    if (isSeed) family.set(entry.pid, entry);
  }
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const entry of candidates) if (family.has(entry.parent)) family.set(entry.pid, entry);
  }
  return [...family.values()].filter(({ zombie }) => !zombie);
}

/** The group's number now belongs to a process that started later: nothing of the old group can be left. */
function wasReused(entries: readonly ProcessEntry[], { id, startTicks }: ProcessGroup): boolean {
  if (startTicks === null) return false;
  const leader = entries.find(({ pid }) => pid === id);
  return leader !== undefined && leader.startTicks !== null && leader.startTicks !== startTicks;
}
