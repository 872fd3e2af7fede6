import {
  createDockerLauncher,
  type DockerLauncherOptions,
  type LaunchSpec,
} from '../../../../../server/engines/launchers/index.ts';
import { silentLog } from '../../../../../server/platform/log.ts';
import { type FakeDocker, fakeDocker } from './fake-docker.ts';
import { type FakeTime, fakeTime } from './fake-time.ts';

export const spec: LaunchSpec = {
  engineId: 'tiny-0f3a',
  command: ['serve', '${PORT}'],
  env: { TOKEN: 'hf_verySecret' },
  workDir: '/',
  stopCommand: null,
  url: null,
  docker: { image: 'engine:1' },
};

export function setUp(
  options: Partial<DockerLauncherOptions> = {},
  docker: FakeDocker = fakeDocker(),
  time: FakeTime = fakeTime(),
) {
  const released: number[] = [];
  const launcher = createDockerLauncher({
    log: silentLog,
    clock: time.clock,
    connection: { socketPath: '/fake.sock' },
    owner: 'gateway-1',
    api: docker.api,
    ports: { take: async () => 41_000, release: (port) => void released.push(port) },
    ...options,
  });
  return { launcher, docker, time, released };
}

export const linesOf = (engine: { logs: { last(count: number): readonly { line: string }[] } }) =>
  engine.logs.last(50).map(({ line }) => line);
