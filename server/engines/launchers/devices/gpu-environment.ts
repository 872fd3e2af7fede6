/** How an engine is told which GPUs are its own. Pure. */
import type { DockerGpus } from '../docker/docker-spec.ts';

/**
 * For a process. CUDA counts by speed unless it is told to count as nvidia-smi does; NVIDIA_VISIBLE_DEVICES is for what the
 * engine itself starts in containers. No ids: it sees none.
 */
export function gpuEnvironment(ids: readonly number[]): Record<string, string> {
  return {
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
    CUDA_VISIBLE_DEVICES: ids.join(','),
    NVIDIA_VISIBLE_DEVICES: ids.length === 0 ? 'void' : ids.join(','),
  };
}

/** For a container, which sees only what it is given and counts from 0. No ids: none. */
export function gpusOfContainer(ids: readonly number[]): DockerGpus | undefined {
  return ids.length === 0 ? undefined : { ids: ids.map(String) };
}

/** For a container that is to see none: images may ask for all of them by themselves. */
export function noGpusInContainer(ids: readonly number[]): Record<string, string> {
  return ids.length === 0 ? { NVIDIA_VISIBLE_DEVICES: 'void' } : {};
}
