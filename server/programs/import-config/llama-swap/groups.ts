/**
 * llama-swap's groups as `slots`. Ours is a number: any so many models may run at once. So the number must be one of
 * which every choice was allowed before: all of them, or one. Pure.
 */
import type { KeyPath } from '../../../platform/config/problems.ts';
import type { Findings } from '../findings.ts';
import type { Group, LlamaSwapFile } from './file-schema.ts';

/** Where a model belongs that is in no group. */
const DEFAULT: Group = { swap: true, exclusive: true, persistent: false, members: [] };

export function slotsOf(file: LlamaSwapFile, started: readonly string[], findings: Findings): number {
  const { groups, path, matrix } = routing(file);
  if (matrix !== null)
    findings.leave(
      matrix,
      'what may run together is counted in `slots`, and slots is 1 now; choose a number of which any so many models fit',
    );
  if (groups.length === 0) return 1;
  const groupOf = (id: string): Group => groups.find(([, group]) => group.members.includes(id))?.[1] ?? DEFAULT;
  const together = started.every((one, index) =>
    started.slice(index + 1).every((other) => coexist(groupOf(one), groupOf(other))),
  );
  if (together) return Math.max(1, started.length);
  if (groups.some(([, group]) => !group.swap || !group.exclusive || group.persistent))
    findings.leave(
      path,
      'some of these models ran beside each other and some did not; here any that find a slot may, so slots is 1. ' +
        'If any two of them fit together, write slots: 2 (and so on); what must always run can be started outside and given a `url`',
    );
  return 1;
}

interface Routing {
  readonly groups: readonly (readonly [string, Group])[];
  readonly path: KeyPath;
  readonly matrix: KeyPath | null;
}

function routing(file: LlamaSwapFile): Routing {
  const { router } = file.routing ?? {};
  const settings: Readonly<Record<string, unknown>> = router?.settings ?? {};
  if (file['matrix'] != null) return { groups: [], path: [], matrix: ['matrix'] };
  if (router?.use === 'matrix') return { groups: [], path: [], matrix: ['routing', 'router', 'settings', 'matrix'] };
  const inRouting = router?.settings?.groups;
  if (inRouting != null && Object.keys(settings).length > 0)
    return { groups: Object.entries(inRouting), path: ['routing', 'router', 'settings', 'groups'], matrix: null };
  return { groups: Object.entries(file.groups ?? {}), path: ['groups'], matrix: null };
}

/** Whether there is an order of starting them in which neither makes the other stop. */
function coexist(one: Group, other: Group): boolean {
  if (one === other) return !one.swap;
  const stops = (group: Group, running: Group): boolean => group.exclusive && !running.persistent;
  return !(stops(one, other) && stops(other, one));
}
