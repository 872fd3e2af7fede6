/** Which GPUs this machine has, as NVIDIA's own tool lists them. */
import { execa } from 'execa';
import type { Gpu } from './assign-gpus.ts';

const line = /^GPU (\d+): (.+?)(?: \(UUID: ([\w-]+)\))?\s*$/;
/** The driver may have to wake up. */
const timeoutMs = 30_000;

/** @param run prints what `nvidia-smi -L` prints; rejects where there is none. Resolves to none then. */
export async function detectGpus(run: () => Promise<string> = nvidiaSmi): Promise<readonly Gpu[]> {
  try {
    return parseGpuList(await run());
  } catch {
    return [];
  }
}

/** `GPU 0: NVIDIA A100 (UUID: GPU-…)`. Parts of a GPU (MIG) are indented, and are not counted: they have no index of their own. */
export function parseGpuList(text: string): Gpu[] {
  return text.split('\n').flatMap((said) => {
    const [, index, name, uuid] = line.exec(said) ?? [];
    return index === undefined ? [] : [{ index: Number(index), name: name ?? null, uuid: uuid ?? null }];
  });
}

async function nvidiaSmi(): Promise<string> {
  const { stdout } = await execa('nvidia-smi', ['-L'], { timeout: timeoutMs, stdin: 'ignore', stderr: 'ignore' });
  return stdout;
}
