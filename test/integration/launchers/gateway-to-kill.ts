/**
 * A program that starts two engines and is then ended by its test, or ends itself, as `end` says:
 * `node gateway-to-kill.ts END GRACE_MS SPEC`, SPEC being a LaunchSpec as JSON.
 *   now    SIGKILL to itself right after the last start, before the engines can have done anything
 *   exit   process.exit() without closing anything, as after an uncaught error
 *   close  a proper end
 *   wait   lives until somebody kills it
 * It prints a line of JSON (Pids) before that.
 */
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { createProcessLauncher, type LaunchSpec } from '../../../server/engines/launchers/index.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { grandchildOf } from './launcher-under-test.ts';

export interface Pids {
  readonly gateway: number;
  readonly guardian: number | null;
  readonly engines: readonly number[];
  readonly grandchildren: readonly number[];
}

/** The child of `gateway` that runs the guardian's program; null: there is none. */
export function guardianOf(gateway: number): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1];
      if (parent !== `${gateway}`) continue;
      if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('guardian-main')) return Number(pid);
    } catch {
      // Gone meanwhile.
    }
  }
  return null;
}

async function main([end, graceMs, json]: readonly string[]): Promise<void> {
  const spec = JSON.parse(json ?? '') as LaunchSpec;
  const launcher = createProcessLauncher({ log: silentLog, clock: systemClock, orphanGraceMs: Number(graceMs) });
  const engines = [await launcher.start(spec), await launcher.start(spec)];
  const say = (grandchildren: readonly number[]): void => {
    const pids = { gateway: process.pid, guardian: guardianOf(process.pid), engines: engines.map(({ pid }) => pid) };
    writeSync(1, `${JSON.stringify({ ...pids, grandchildren })}\n`);
  };
  if (end === 'now') {
    say([]);
    process.kill(process.pid, 'SIGKILL');
  }
  say(await Promise.all(engines.map(grandchildOf)));
  if (end === 'exit') process.exit(1);
  if (end === 'close') await launcher.close();
}

if (import.meta.main) await main(process.argv.slice(2));
