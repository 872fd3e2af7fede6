import { isDeepStrictEqual } from 'node:util';
import { createFleet, type Fleet, type FleetDeps } from '../../engines/fleet/index.ts';
import { engineKind } from '../../engines/kinds/index.ts';
import { detectGpus } from '../../engines/launchers/devices/index.ts';
import { createProcessLauncher } from '../../engines/launchers/index.ts';
import type { Downloads } from '../../library/downloads/index.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { ADMIN_PASSWORD_ENV, secretEnvNames } from '../../platform/config/index.ts';
import type { Log } from '../../platform/log.ts';
import { hasOwner } from './docker/docker-owner.ts';
import { gatewayDocker, type ImagePullView, usesDocker } from './docker/gateway-docker.ts';
import { gpusOf } from './docker/machine-gpus.ts';
import { makeLauncher } from './docker/make-launcher.ts';
import { fetchSource } from './fetch-source.ts';

export interface GatewayFleetParts {
  readonly config: Config;
  readonly loraHooks: Pick<FleetDeps, 'loraFiles' | 'onLoraDoubt' | 'beforeReady'>;
  readonly downloads: Downloads;
  readonly onPull: (pull: ImagePullView) => void;
  readonly log: Log;
}

export interface GatewayFleet {
  readonly fleet: Fleet;
  /** What the fleet is not told by `configure`. */
  reconfigured(before: Config, now: Config): void;
  /** The gateway is about to end. */
  closeSoon(): void;
  /** When the fleet is down: nothing of the launchers is left. */
  close(): Promise<void>;
}

/** The fleet with its launchers, and what an earlier gateway has left of it. */
export async function gatewayFleet(parts: GatewayFleetParts): Promise<GatewayFleet> {
  const { config, loraHooks, downloads, onPull, log } = parts;
  const launcher = createProcessLauncher({
    log,
    clock: systemClock,
    dropEnv: [...secretEnvNames(config), ADMIN_PASSWORD_ENV],
  });
  const docker = await gatewayDocker({
    make: () => makeLauncher(config, log),
    used: usesDocker(config) || hasOwner(config.dataDir),
    clock: systemClock,
    log,
    onPull,
  });
  let gpus = gpusOf(config);
  const fleet = createFleet({
    kinds: engineKind,
    launchers: { process: launcher, docker: docker.launcher },
    clock: systemClock,
    log,
    models: config.models,
    slots: config.slots,
    ...loraHooks,
    fetchSource: (model, variant) => fetchSource(variant, model, downloads),
    bringImage: docker.bringImage,
    left: docker.left,
    async findGpus() {
      await docker.cleared();
      return gpus ?? detectGpus();
    },
  });
  docker.attach(fleet);
  return {
    fleet,
    reconfigured(before, now) {
      if (isDeepStrictEqual(before.gpus, now.gpus)) return;
      gpus = gpusOf(now);
      fleet.setGpus(gpus);
    },
    closeSoon: docker.closeSoon,
    close: async () => void (await Promise.all([launcher.close(), docker.close()])),
  };
}
