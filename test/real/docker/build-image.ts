/** Builds the project's Dockerfile with the classic builder, on a base that was imported under the name it asks for. */
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { baseImageName, cachedBaseImage } from '../../../scripts/build-base-image.ts';
import { importImage, project } from './docker-under-test.ts';

export async function importBase(docker: Docker): Promise<void> {
  await importImage(docker, createReadStream(cachedBaseImage()), baseImageName());
}

/** Resolves to what the build said; throws with the end of that when it failed. */
export async function buildTarget(docker: Docker, target: string, tag: string): Promise<string> {
  const context = spawn('tar', ['-c', '-C', project, 'Dockerfile', ...inContext()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const registry = process.env['NPM_CONFIG_REGISTRY'];
  const stream = (await docker.buildImage(context.stdout, {
    t: tag,
    target,
    // RUN has the network of the machine: there is no other.
    networkmode: 'host',
    ...(registry ? { buildargs: { NPM_CONFIG_REGISTRY: registry } } : {}),
  })) as Readable;
  let said = '';
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error: Error | null) => (error ? reject(new Error(`${error.message}\n${said.slice(-3_000)}`)) : resolve()),
      (step: { stream?: string }) => {
        said += step.stream ?? '';
      },
    );
  });
  return said;
}

/** The context is an allow list: what `.dockerignore` lets in again. */
function inContext(): string[] {
  const lines = readFileSync(join(project, '.dockerignore'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
}
