/** From a spec to a container that runs. Leaves nothing behind when it fails. */
import type { Log } from '../../../platform/log.ts';
import type { LaunchSpec } from '../launcher.ts';
import { type DockerApi, DockerFault } from './api/docker-api.ts';
import type { DockerSpec } from './docker-spec.ts';
import type { Brought } from './engine-container.ts';
import { isAlive } from './engine-exit.ts';
import type { ContainerAddress } from './spec/container-address.ts';
import { containerBody } from './spec/container-body.ts';
import { readLabels } from './spec/labels.ts';

export interface MakeOptions {
  readonly api: DockerApi;
  readonly spec: LaunchSpec;
  readonly docker: DockerSpec;
  readonly address: ContainerAddress;
  readonly owner: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** There may be a container all the same. */
  readonly onLeft: () => void;
}

export async function makeContainer(options: MakeOptions): Promise<Brought> {
  const { api, signal, log } = options;
  const id = await create(options);
  try {
    signal.throwIfAborted();
    await api.start(id);
    // Who wanted it may wait no longer.
    signal.throwIfAborted();
    const state = await api.inspect(id);
    return { id, pid: state?.pid ?? null, tail: null };
  } catch (error) {
    await api.remove(id).catch(() => {
      log.warn({ container: id }, 'a container that was not started is left behind');
      options.onLeft();
    });
    throw error;
  }
}

async function create(options: MakeOptions): Promise<string> {
  const { api, name } = options;
  const body = containerBody(options);
  try {
    return await api.create(name, body);
  } catch (error) {
    // It may have been done, and only nobody told.
    if (error instanceof DockerFault && error.status === null) options.onLeft();
    if (!(error instanceof DockerFault && error.status === 409) || !(await removeOldOne(options))) throw error;
    return await api.create(name, body);
  }
}

/** What has the name may be a container of ours that has ended, left behind by a gateway that was killed. */
async function removeOldOne({ api, name, owner }: MakeOptions): Promise<boolean> {
  const old = await api.inspect(name);
  if (old === null) return true;
  if (readLabels(owner, old.labels) === null || isAlive(old)) return false;
  await api.remove(name);
  return true;
}
