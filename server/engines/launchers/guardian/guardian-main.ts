/**
 * The guardian: a small process beside the gateway whose one purpose is to outlive it for a moment. It ends every
 * engine process when the gateway is gone without having done so itself (SIGKILL, out of memory, a crash).
 *
 * Why a process: nobody can act after SIGKILL, so somebody else must. Linux's parent-death signal is not open to Node,
 * reaches direct children only, and macOS has none; cgroups need rights and are Linux's own. What both systems have is
 * a pipe that ends when its last writer dies, whatever it died of. The guardian reads such a pipe.
 *
 * How it finds the engines: each engine starts with a marker in its environment, `ROUNDHOUSE_ENGINE=<gateway>/<engine>`,
 * which its descendants inherit even if they leave the process group, open a session of their own (setsid) and are
 * adopted by init. It is set by the very exec that makes the process an engine, so there is no moment at which an
 * engine runs and is not marked; the process groups that the gateway tells of are a second means (see selectFamily).
 * A child between fork and exec still has the gateway's environment: therefore the guardian is done only when several
 * looks, some time apart, have found nothing.
 *
 * It must not: be reached by a signal meant for the gateway (own session; SIGTERM, SIGINT and SIGHUP are ignored),
 * carry a marker itself, signal anything while the gateway lives, or stay when its work is done.
 *
 * Usage: guardian-main GATEWAY GRACE_MS, with messages (guardian-messages.ts) on stdin.
 */
import { createInterface } from 'node:readline';
import { endFamily } from '../processes/end-family.ts';
import type { ProcessGroup } from '../processes/select-family.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { readMessage } from './guardian-messages.ts';

/** Time after which processes that even SIGKILL does not end are left to the system. */
const giveUpAfterMs = 60_000;

/** Reads until the gateway is gone. True: it said goodbye. */
async function listen(groups: Map<number, ProcessGroup>): Promise<boolean> {
  for await (const line of createInterface({ input: process.stdin })) {
    const message = readMessage(line);
    if (message?.type === 'bye') return true;
    if (message?.type === 'forget') groups.delete(message.groupId);
    if (message?.type === 'watch') groups.set(message.group.id, message.group);
  }
  return false;
}

async function main([gateway, graceMs]: readonly string[]): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const groups = new Map<number, ProcessGroup>();
  if (await listen(groups)) return process.exit(0);
  const startedAt = performance.now();
  const passed = (ms: number) => (): boolean => performance.now() - startedAt >= ms;
  await endFamily({
    table: systemProcesses,
    marks: { isOurs: (marker) => marker.startsWith(`${gateway}/`), groups: [...groups.values()] },
    notBefore: null,
    mayKill: passed(Number(graceMs)),
    quiet: { rounds: 4, gapMs: 100 },
    giveUp: passed(giveUpAfterMs),
  });
  process.exit(0);
}

await main(process.argv.slice(2));
