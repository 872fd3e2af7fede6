import type { Clock } from '../../../platform/clock.ts';
import type { DockerApi, RegistryLogin } from './api/docker-api.ts';
import type { DockerSpec } from './docker-spec.ts';
import { ExplainedFault, explainPull, type FaultContext } from './explain-fault.ts';
import { createPullMeter, describeProgress, type PullProgress } from './pull-progress.ts';

export interface EnsureImageOptions {
  readonly api: DockerApi;
  readonly docker: DockerSpec;
  readonly login: RegistryLogin | null;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told at the beginning, now and then, and at the end: one line. */
  readonly say: (line: string) => void;
  /** Told as `say` is, but more often. */
  readonly onProgress?: (progress: PullProgress) => void;
  readonly faults: FaultContext;
}

/** Registry, path, tag, digest: see https://pkg.go.dev/github.com/distribution/reference; Docker checks the rest. */
const imageName = /^[a-z0-9[][\w.:[\]/-]*(@sha256:[0-9a-f]{64})?$/i;
const sayEachMs = 5_000;
const tellEachMs = 1_000;
/** Docker tells of every bit that comes, and of what it unpacks: after such a silence nothing comes any more. */
const silentMs = 10 * 60_000;

/** The image is on the Docker host afterwards. Rejects with what explainFault explains. */
export async function ensureImage({
  api,
  docker,
  login,
  clock,
  signal,
  say,
  onProgress = () => {},
  faults,
}: EnsureImageOptions): Promise<void> {
  const { image, pull = 'missing' } = docker;
  // It becomes part of a path of Docker's API.
  if (!imageName.test(image)) throw new ExplainedFault(`"${image}" is no name of an image: check image`);
  const isThere = pull !== 'always' && (await api.hasImage(image));
  if (isThere) return;
  // Docker itself says that it is missing, when the container is made.
  if (pull === 'never') return;
  const meter = createPullMeter();
  let saidAt = clock.now();
  let toldAt = saidAt;
  const silence = new AbortController();
  const listen = (): (() => void) => clock.timer(silentMs, () => silence.abort());
  let cancelSilence = listen();
  onProgress(meter.progress());
  say(`pulling image ${image}`);
  try {
    await api.pull(image, {
      login,
      signal: AbortSignal.any([signal, silence.signal]),
      onStep(step) {
        cancelSilence();
        cancelSilence = listen();
        meter.add(step);
        if (clock.now() - toldAt >= tellEachMs) {
          toldAt = clock.now();
          onProgress(meter.progress());
        }
        if (clock.now() - saidAt < sayEachMs) return;
        saidAt = clock.now();
        say(`pulling image ${image}: ${describeProgress(meter.progress())}`);
      },
    });
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted)
      throw new ExplainedFault(`cannot pull ${image}: nothing of it has come for ${silentMs / 60_000} minutes`);
    const secrets = [...faults.secrets, ...(login ? [login.password] : [])];
    throw new ExplainedFault(explainPull(error, { ...faults, secrets }), { cause: error });
  } finally {
    cancelSilence();
  }
  onProgress(meter.progress());
  say(`image ${image} is here`);
}
