/** The gateway's Docker: what an earlier gateway has left there, images, and a Docker that comes and goes. */
import type { Fleet } from '../../../engines/fleet/index.ts';
import type { DockerLauncher, Launcher, LeftEngine, PullProgress } from '../../../engines/launchers/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Config, DockerRunConfig } from '../../../platform/config/config.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';

/** How far the pull of an image is. */
export interface ImagePullView extends PullProgress {
  readonly image: string;
  readonly model: string;
  readonly state: 'pulling' | 'here' | 'failed';
  readonly reason: string | null;
}

export interface GatewayDockerParts {
  /** Called when Docker is needed first, and again after it has thrown. */
  readonly make: () => DockerLauncher;
  /** Something may be there that is ours: Docker is asked at the start. */
  readonly used: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly onPull: (pull: ImagePullView) => void;
}

export interface GatewayDocker {
  readonly launcher: Launcher;
  /** What an earlier gateway has left; none where Docker is not there. */
  readonly left: readonly LeftEngine[];
  /** Resolves when what was left at the start and the fleet has no use for is gone: until then it has its GPUs. */
  cleared(): Promise<void>;
  /** As `FleetDeps.bringImage`. */
  bringImage(model: string, docker: DockerRunConfig): Promise<void>;
  /** Ends what was left and the fleet has no use for; later, when Docker is there again, gives it what was left then. */
  attach(fleet: Pick<Fleet, 'adopt'>): void;
  /** The gateway is about to end: pulls end, no more are begun, and a Docker that is away is not waited for. */
  closeSoon(): void;
  /** When the fleet is down. */
  close(): Promise<void>;
}

/** The start of the gateway waits for Docker no longer. */
const startWaitMs = 5_000;
/** How often Docker is looked for while it is away. */
const lookEachMs = 5_000;

export const usesDocker = ({ models, userEngines }: Pick<Config, 'models' | 'userEngines'>): boolean =>
  Boolean(userEngines?.docker) || models.some(({ variants }) => variants.some(({ docker }) => docker));

export async function gatewayDocker({ make, used, clock, log, onPull }: GatewayDockerParts): Promise<GatewayDocker> {
  const aborting = new AbortController();
  const { signal } = aborting;
  let made: DockerLauncher | null = null;
  let fleet: Pick<Fleet, 'adopt'> | null = null;
  /** What was left there has been seen to, and Docker not been away since. */
  let settled = false;
  let settling: Promise<void> | null = null;
  let cancelLook = (): void => {};
  const docker = (): DockerLauncher => {
    made ??= make();
    return made;
  };

  const seeToLeft = async (): Promise<void> => {
    const left = await docker().leftBehind();
    fleet?.adopt(left);
    await docker().removeStrays([]);
    settled = true;
    cancelLook();
  };
  /** Rejects where Docker is away. */
  const settle = (): Promise<void> => {
    settling ??= seeToLeft().finally(() => {
      settling = null;
    });
    return settling;
  };
  const lookLater = (): void => {
    cancelLook();
    if (!signal.aborted) cancelLook = clock.timer(lookEachMs, () => void settle().catch(lookLater));
  };
  /** A pull may fail for reasons of its own. */
  const lookWhetherAway = async (): Promise<void> => {
    try {
      await docker().leftBehind();
    } catch {
      settled = false;
      lookLater();
    }
  };

  /** null: Docker is away. */
  const lookAtStart = async (): Promise<readonly LeftEngine[] | null> => {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      cancel = clock.timer(startWaitMs, () =>
        reject(new Error(`Docker did not answer within ${startWaitMs / 1000} s`)),
      );
    });
    try {
      return await Promise.race([docker().leftBehind(), late]);
    } catch (error) {
      log.warn({ err: error }, 'Docker is away: models that need it have no engines until it is there');
      return null;
    } finally {
      cancel();
    }
  };
  const left = used ? await lookAtStart() : [];

  return {
    launcher: { name: 'docker', start: (spec) => docker().start(spec), close: async () => made?.close() },
    left: left ?? [],
    cleared: async () => (used && left !== null && !settled ? settle().catch(() => {}) : undefined),
    async bringImage(model, spec) {
      if (signal.aborted)
        throw new AppError('shutting_down', 'The gateway is stopping; no engine is started any more.');
      try {
        if (!settled) await settle();
        await ensureImage(docker(), model, spec);
      } catch (error) {
        void lookWhetherAway();
        throw error;
      }
    },
    attach(to) {
      fleet = to;
      if (left === null) lookLater();
      else if (used) void settle().catch(lookLater);
    },
    closeSoon() {
      aborting.abort();
      made?.closeSoon();
      cancelLook();
    },
    async close() {
      await settling?.catch(() => {});
      await made?.close();
    },
  };

  async function ensureImage(launcher: DockerLauncher, model: string, spec: DockerRunConfig): Promise<void> {
    const { image } = spec;
    let pulled: PullProgress | null = null;
    const tell = (state: ImagePullView['state'], reason: string | null = null): void => {
      if (pulled !== null) onPull({ image, model, state, reason, ...pulled });
    };
    const onProgress = (progress: PullProgress): void => {
      pulled = progress;
      tell('pulling');
    };
    try {
      await launcher.ensureImage(spec, { signal, say: (line) => log.info({ model, image }, line), onProgress });
      tell('here');
    } catch (error) {
      tell('failed', error instanceof Error ? error.message : String(error));
      throw error;
    }
  }
}
