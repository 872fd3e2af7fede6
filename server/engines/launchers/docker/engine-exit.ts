/** How a container ended, as the fleet wants it. Pure. */
import { constants } from 'node:os';
import type { EngineExit } from '../launcher.ts';
import type { ContainerState } from './api/docker-api.ts';

/** Docker says 128 + n where signal n ended the process. */
const signalBase = 128;

/** @param state null: the container is gone, and nobody knows how it ended. */
export function exitOf(state: ContainerState | null, wanted: boolean): EngineExit {
  if (state === null) {
    const detail = 'its container was removed by somebody else';
    return { code: null, signal: null, wanted, spawnError: null, ...(wanted ? {} : { detail }) };
  }
  const { exitCode, oomKilled, error } = state;
  const signal = signalOf(exitCode);
  const detail = oomKilled
    ? 'the kernel killed it because it used more memory than it may: raise its memory limit, or give it less to load'
    : error;
  return {
    code: signal === null ? exitCode : null,
    signal,
    wanted,
    spawnError: null,
    ...(detail === '' ? {} : { detail }),
  };
}

function signalOf(code: number): string | null {
  const found = Object.entries(constants.signals).find(([, number]) => number + signalBase === code);
  return found?.[0] ?? null;
}

/** The container has a process, or is about to have one again. */
export function isAlive({ status }: { readonly status: string }): boolean {
  return status === 'running' || status === 'paused' || status === 'restarting';
}
