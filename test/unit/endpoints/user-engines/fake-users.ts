import assert from 'node:assert/strict';
import type { Caller } from '../../../../server/accounts/keys.ts';
import { createUserEngines } from '../../../../server/endpoints/user-engines/index.ts';
import type { UserEngineRecord } from '../../../../server/endpoints/user-engines/store/user-engine-store.ts';
import type { EngineView, FleetEvent } from '../../../../server/engines/fleet/index.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { silentLog } from '../../../../server/platform/log.ts';
import { VirtualClock } from '../../engines/fleet/fakes/virtual-clock.ts';
import { request, template } from './template.ts';

const person = (name: string, admin = false): Caller => ({
  name,
  verbs: new Set(admin ? ['admin'] : ['infer', 'read']),
  models: null,
  account: { userId: `usr_${name}`, credentialId: `tok_${name}`, kind: 'token' },
});

export const alice = person('alice');
export const bob = person('bob');
export const admin = person('root', true);

/** A fleet that does what the test says. */
class FakeFleet {
  readonly engines = new Map<string, EngineView>();
  readonly stopped: string[] = [];
  /** Containers are made after the start has begun. */
  inContainers = false;
  starting: (model: string) => Promise<EngineView> = async (model) => this.run(model);
  #listener: (event: FleetEvent) => void = () => {};
  #ids = 0;

  start = (model: string): Promise<EngineView> => this.starting(model);
  engine = (id: string): EngineView | null => this.engines.get(id) ?? null;

  async stop(id: string): Promise<EngineView> {
    this.stopped.push(id);
    return this.tell(id, 'stopped');
  }

  subscribe = (listener: (event: FleetEvent) => void): (() => void) => {
    this.#listener = listener;
    return () => {};
  };

  /** A new engine of the model. */
  begin(model: string): string {
    this.#ids += 1;
    const id = `e${this.#ids}`;
    const endpoint = `http://127.0.0.1:${4000 + this.#ids}`;
    this.engines.set(id, { id, model, endpoint, containerId: null } as unknown as EngineView);
    this.tell(id, 'starting');
    if (this.inContainers) Object.assign(this.engines.get(id) as EngineView, { containerId: `container of ${id}` });
    return id;
  }

  /** Engines begin to start, and get ready when the test says so. */
  holdStart(): PromiseWithResolvers<EngineView> {
    const waiting = Promise.withResolvers<EngineView>();
    this.starting = (model) => {
      this.begin(model);
      return waiting.promise;
    };
    return waiting;
  }

  run(model: string): EngineView {
    return this.tell(this.begin(model), 'ready');
  }

  tell(id: string, state: EngineView['state'], drainCause: FleetEvent['drainCause'] = null): EngineView {
    const engine = { ...(this.engines.get(id) as EngineView), state };
    this.engines.set(id, engine);
    this.#listener({ seq: 0, time: '', type: 'engine.state', engine, drainCause });
    return engine;
  }
}

class FakeStore {
  readonly records = new Map<string, UserEngineRecord>();
  fault: Error | null = null;
  /** The next writes wait for this. */
  busy: Promise<void> = Promise.resolve();
  add = async (record: UserEngineRecord): Promise<void> => {
    await this.busy;
    if (this.fault !== null) throw this.fault;
    this.records.set(record.id, record);
  };
  find = async (id: string): Promise<UserEngineRecord | null> => this.records.get(id) ?? null;
  end = async (id: string, endedHow: string): Promise<void> => {
    await this.busy;
    const record = this.records.get(id);
    if (record?.endedHow === null) this.records.set(id, { ...record, endedHow });
  };
  async endAll(how: string): Promise<number> {
    for (const id of this.records.keys()) await this.end(id, how);
    return this.records.size;
  }
  removeEnded = async (): Promise<void> => {};
}

/** With a fleet and a store that do what the test says. */
export function users(perUser = 2) {
  const fleet = new FakeFleet();
  const store = new FakeStore();
  const applied: string[][] = [];
  const engines = createUserEngines({
    fleet,
    store,
    clock: new VirtualClock(),
    log: silentLog,
    template: template({ perUser }),
    taken: (name) => name === 'configured',
    apply: () => void applied.push(engines.models().map(({ name }) => name)),
  });
  const start = async (caller: Caller, model: string) => {
    const started = await engines.start(caller, request({ model }));
    assert.ok(started.healthy);
    return started.engine;
  };
  return { fleet, store, engines, applied, start };
}

export const fails = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;
