/** Docker as the launcher sees it, without one: containers are entries of a table that a test moves. */
import { PassThrough } from 'node:stream';
import {
  type ContainerState,
  type DockerApi,
  DockerFault,
  type PullOptions,
} from '../../../../../server/engines/launchers/docker/api/docker-api.ts';

export interface FakeContainer {
  readonly id: string;
  readonly name: string;
  readonly body: { readonly Image?: string; readonly Labels?: Record<string, string> };
  state: ContainerState;
  output: PassThrough;
}

export interface FakeDocker {
  readonly api: DockerApi;
  readonly containers: Map<string, FakeContainer>;
  /** The calls so far, in order: `start tiny`. */
  readonly calls: string[];
  readonly images: Set<string>;
  /** Every call is refused with this while it is set. */
  fault: DockerFault | null;
  /** What containers do when they are told to stop; by default they end with 0. */
  onStop: (container: FakeContainer) => void;
  onPull: (image: string, options: PullOptions) => Promise<void>;
  apiVersion: string;
  one(): FakeContainer;
  end(container: FakeContainer, fields?: Partial<ContainerState>): void;
  /** A frame of its output. */
  say(container: FakeContainer, line: string): void;
}

export const away = new DockerFault(null, 'connect ECONNREFUSED /fake.sock');

export function fakeDocker(): FakeDocker {
  const containers = new Map<string, FakeContainer>();
  const calls: string[] = [];
  let made = 0;
  const fake: FakeDocker = {
    api: null as unknown as DockerApi,
    containers,
    calls,
    images: new Set(['engine:1']),
    fault: null,
    onStop: (container) => fake.end(container),
    onPull: async () => {},
    apiVersion: '1.41',
    one() {
      const [only] = containers.values();
      if (!only) throw new Error('there is no container');
      return only;
    },
    end(container, fields = {}) {
      container.state = { ...container.state, status: 'exited', pid: null, ...fields };
      container.output.end();
    },
    say(container, line) {
      made += 1;
      const payload = Buffer.from(`2026-11-21T08:06:47.${String(made).padStart(9, '0')}Z ${line}\n`);
      const header = Buffer.alloc(8, 0);
      header[0] = 1;
      header.writeUInt32BE(payload.length, 4);
      container.output.write(Buffer.concat([header, payload]));
    },
  };
  const find = (id: string): FakeContainer => {
    const found = containers.get(id) ?? [...containers.values()].find(({ name }) => name === id);
    if (!found) throw new DockerFault(404, `No such container: ${id}`);
    return found;
  };
  const called = (what: string): void => {
    calls.push(what);
    if (fake.fault) throw fake.fault;
  };
  const api: DockerApi = {
    async version() {
      called('version');
      return { version: '20.10', apiVersion: fake.apiVersion, minApiVersion: '1.12' };
    },
    async hasImage(image) {
      called(`has ${image}`);
      return fake.images.has(image);
    },
    async pull(image, options) {
      called(`pull ${image}`);
      await fake.onPull(image, options);
      fake.images.add(image);
    },
    async create(name, body) {
      called(`create ${name}`);
      const { Image = '', Labels = {} } = body as FakeContainer['body'];
      if (!fake.images.has(Image)) throw new DockerFault(404, `No such image: ${Image}`);
      if ([...containers.values()].some((other) => other.name === name)) {
        throw new DockerFault(409, `Conflict. The container name "/${name}" is already in use.`);
      }
      const id = `c${containers.size + 1}-${calls.length}`;
      const state: ContainerState = {
        status: 'created',
        pid: null,
        exitCode: 0,
        oomKilled: false,
        error: '',
        startedAt: '',
        tty: false,
        labels: Labels,
      };
      containers.set(id, { id, name, body: body as FakeContainer['body'], state, output: new PassThrough() });
      return id;
    },
    async start(id) {
      called('start');
      find(id).state = { ...find(id).state, status: 'running', pid: 4_711 };
    },
    async inspect(id) {
      called('inspect');
      return containers.get(id)?.state ?? [...containers.values()].find(({ name }) => name === id)?.state ?? null;
    },
    async list(labels) {
      called('list');
      const has = ({ state }: FakeContainer): boolean =>
        labels.every((label) => Object.entries(state.labels).some(([name, value]) => label === `${name}=${value}`));
      return [...containers.values()]
        .filter(has)
        .map(({ id, state }) => ({ id, status: state.status, labels: state.labels }));
    },
    async logs(id, { signal }) {
      called('logs');
      const container = find(id);
      if (container.output.destroyed || container.output.writableEnded) {
        container.output = new PassThrough();
        if (container.state.status !== 'running') container.output.end();
      }
      signal.addEventListener('abort', () => container.output.destroy());
      return container.output;
    },
    async exec() {
      called('exec');
      return 0;
    },
    async stop(id, seconds) {
      called(`stop ${seconds}`);
      fake.onStop(find(id));
    },
    async kill(id) {
      called('kill');
      fake.end(find(id), { exitCode: 137 });
    },
    async remove(id) {
      called('remove');
      containers.delete(find(id).id);
    },
  };
  return Object.assign(fake, { api });
}
