/**
 * What is to be done, given the state: the first rule that has something to do says so, the loop does it and asks
 * again. So a rule sees the work of those before it done, and none has to foresee the others. Pure.
 */
import type { Effect } from './effects.ts';
import { nextWake } from './next-wake.ts';
import { finishDrains, giveUp, probeDue, stopLateLaunches, unloadIdle } from './rules/life-rules.ts';
import { prepare } from './rules/prepare-rules.ts';
import { grant, refuseAll, rejectHopeless } from './rules/queue-rules.ts';
import { renewOutdated } from './rules/renew-rules.ts';
import { serveAsks, serveLine, shrink, startFreely } from './rules/room-rules.ts';
import type { FleetState } from './state.ts';

type Rule = (state: FleetState, now: number) => Effect[];

const whileClosing: readonly Rule[] = [refuseAll, finishDrains, stopLateLaunches];

const rules: readonly Rule[] = [
  grant,
  giveUp,
  finishDrains,
  stopLateLaunches,
  rejectHopeless,
  shrink,
  prepare,
  serveAsks,
  serveLine,
  startFreely,
  renewOutdated,
  unloadIdle,
  probeDue,
];

/** Never empty: when nothing is left to do, a single `wake`. */
export function decide(state: FleetState, now: number): Effect[] {
  for (const rule of state.closing ? whileClosing : rules) {
    const effects = rule(state, now);
    if (effects.length > 0) return effects;
  }
  return [{ type: 'wake', at: nextWake(state, now) }];
}
