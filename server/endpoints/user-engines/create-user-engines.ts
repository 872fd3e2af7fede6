import { ownerOf, ownerOfUser, usernameOf } from '../../accounts/conversations/index.ts';
import { type Caller, may } from '../../accounts/keys.ts';
import type { Fleet, FleetEvent } from '../../engines/fleet/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { UserEnginesConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { buildModel, type CheckedRequest, checkRequest } from './build-model.ts';
import { chooseName } from './choose-name.ts';
import { type Entry, newEntry, viewOf } from './entry.ts';
import { addressIn } from './find-endpoint.ts';
import { createRecords } from './store/records.ts';
import type { UserEngineStore } from './store/user-engine-store.ts';
import type { Started, UserEngines, UserEngineView } from './user-engines.ts';

export interface UserEnginesDeps {
  readonly fleet: Pick<Fleet, 'start' | 'stop' | 'engine' | 'subscribe'>;
  readonly store: UserEngineStore;
  readonly clock: Clock;
  readonly log: Log;
  /** null: users may start none. */
  readonly template: UserEnginesConfig | null;
  /** Whether a name can be asked for already, by anybody. */
  readonly taken: (name: string) => boolean;
  /** Puts `models()` in force, in the catalogue and the fleet. */
  readonly apply: () => void;
}

export function createUserEngines(deps: UserEnginesDeps): UserEngines {
  const { fleet, clock } = deps;
  let { template } = deps;
  const entries = new Map<string, Entry>();
  /** Withdrawn, and still there. */
  const ending = new Map<Entry, Promise<unknown>>();
  const records = createRecords(deps);
  const owners = createOwners();
  const owned = (owner: string): Entry[] => [...entries.values()].filter((entry) => entry.owner === owner);
  const mayHave = (caller: Caller, owner: string): boolean => may(caller, 'admin') || owner === ownerOf(caller);
  /** Its container, too, is known from when it is shown first, though it is not ready yet. */
  const shown = (entry: Entry): UserEngineView => {
    const view = viewOf(entry, fleet);
    if (entry.engineId !== null && entries.get(entry.name) === entry) records.inContainer(entry, view.engineId);
    return view;
  };

  const withdraw = (entry: Entry, how: string): void => {
    if (entries.get(entry.name) !== entry) return;
    shown(entry);
    entries.delete(entry.name);
    records.ended(entry, how);
    deps.apply();
  };
  /** Ends what runs for it too, and resolves when it is gone. */
  const end = async (entry: Entry, how: string): Promise<void> => {
    const { engineId } = entry;
    withdraw(entry, how);
    if (engineId === null) return;
    const gone = fleet.stop(engineId, { force: true }).catch(unlessGone);
    ending.set(entry, gone);
    await gone.finally(() => ending.delete(entry));
  };
  const unsubscribe = fleet.subscribe(({ engine, drainCause }: FleetEvent) => {
    const entry = entries.get(engine.model);
    if (entry === undefined) return;
    if (engine.state === 'starting' && !entry.ids.has(engine.id)) {
      records.started(entry, engine.id);
      owners.add(engine.id, entry.owner);
    }
    if (!entry.ids.has(engine.id)) return;
    if (engine.endpoint !== null) entry.endpoints.add(engine.endpoint);
    if (engine.containerId !== null) records.inContainer(entry, engine.containerId);
    if (engine.state === 'failed') withdraw(entry, 'failed: it crashed too often');
    else if (engine.state === 'stopped' && drainCause === 'asked') withdraw(entry, 'stopped by an admin');
  });
  return {
    async start(caller, request) {
      if (template === null) throw off();
      const checked = checkRequest(request, template);
      const owner = ownerOf(caller);
      refuseOneMore(owned(owner), checked, template);
      const name = chooseName(checked.model, usernameOf(caller), (one) => entries.has(one) || deps.taken(one));
      const env: Record<string, string> =
        request.hubToken === null ? {} : { HUGGING_FACE_HUB_TOKEN: request.hubToken, HF_TOKEN: request.hubToken };
      const model = buildModel(name, checked, template, env);
      const entry = newEntry({ owner, userId: userIdOf(caller), checked, model, template, startedAt: clock.date() });
      entries.set(name, entry);
      deps.apply();
      try {
        await fleet.start(name, null);
        // What the caller is told of stays known, whatever happens to the gateway.
        await records.written();
        return { healthy: true, engine: shown(entry) };
      } catch (error) {
        return failed(entry, error, request.hubToken);
      }
    },
    async terminate(caller, engineId, name) {
      const entry = [...entries.values()].find((one) => one.ids.has(engineId) || shown(one).engineId === engineId);
      if (entry !== undefined) {
        if (!mayHave(caller, entry.owner) || !isCalled(entry, name)) throw notFound(engineId);
        await end(entry, 'terminated');
        return 'terminated';
      }
      // Who asks twice is not told that it is gone before it is.
      for (const [{ ids, owner }, gone] of ending) if (ids.has(engineId) && mayHave(caller, owner)) await gone;
      await records.written();
      const record = await deps.store.find(engineId);
      if (record === null || record.endedHow === null || !mayHave(caller, record.owner)) throw notFound(engineId);
      return record.endedHow;
    },
    list: (caller) =>
      [...entries.values()].filter(({ owner, engineId }) => engineId !== null && mayHave(caller, owner)).map(shown),
    userIds: () => [...new Set([...entries.values()].filter(hasAccount).map(({ userId }) => userId))],
    async removeUser(userId) {
      const theirs = [...entries.values()].filter((entry) => entry.userId === userId);
      await Promise.all(theirs.map((entry) => end(entry, 'ended with its user')));
    },
    mayUse(caller, model) {
      const entry = entries.get(model);
      return entry === undefined || mayHave(caller, entry.owner);
    },
    maySee(caller, { id, model }) {
      const owner = owners.of(id) ?? entries.get(model)?.owner;
      return owner === undefined || mayHave(caller, owner);
    },
    nameOf: (caller, model) => owned(ownerOf(caller)).find(({ checked }) => checked.model === model)?.name ?? null,
    modelAt(caller, endpoint) {
      const address = addressIn(endpoint);
      const has = ({ ids, endpoints }: Entry): boolean => ids.has(endpoint) || endpoints.has(address);
      return [...entries.values()].find((entry) => mayHave(caller, entry.owner) && has(entry))?.name ?? null;
    },
    models: () => [...entries.values()].map(({ model }) => model),
    configure(next, taken) {
      template = next;
      for (const entry of [...entries.values()])
        if (taken.has(entry.name)) withdraw(entry, 'ended: the configuration has taken its name');
    },
    recover: () => records.recover(),
    close() {
      unsubscribe();
      return records.close();
    },
  };

  function failed(entry: Entry, error: unknown, hubToken: string | null): Started {
    const stopped = error instanceof AppError && error.code === 'engine_stopped';
    const ended = stopped || entries.get(entry.name) !== entry;
    withdraw(entry, stopped ? 'stopped by an admin' : 'failed to get ready');
    const { name } = entry;
    const engineId = entry.engineId === null ? null : shown(entry).engineId;
    if (ended) return { healthy: false, name, engineId, reason: 'It was ended while it was starting.' };
    if (!(error instanceof AppError) || error.code !== 'engine_start_failed') throw error;
    // An engine may print its environment.
    const reason = hubToken === null ? error.message : error.message.replaceAll(hubToken, '[token]');
    return { healthy: false, name, engineId, reason };
  }
}

/** More than the fleet shows of those that are gone. */
const KEPT_OWNERS = 1000;

/** Whose engines there were: those that are gone are nobody else's to see either. */
function createOwners() {
  const owners = new Map<string, string>();
  return {
    of: (engineId: string): string | undefined => owners.get(engineId),
    add(engineId: string, owner: string): void {
      owners.set(engineId, owner);
      for (const oldest of owners.keys()) {
        if (owners.size <= KEPT_OWNERS) return;
        owners.delete(oldest);
      }
    },
  };
}

const isCalled = ({ name, checked }: Entry, asked: string | null): boolean =>
  asked === null || asked === name || asked === checked.model;

const hasAccount = ({ owner, userId }: Entry): boolean => owner === ownerOfUser(userId);

const userIdOf = ({ name, account }: Caller): string => account?.userId ?? name;

function refuseOneMore(own: readonly Entry[], { model }: CheckedRequest, { perUser }: UserEnginesConfig): void {
  const same = own.find(({ checked }) => checked.model === model);
  if (same !== undefined)
    throw new AppError(
      'engine_conflict',
      `You have started "${model}" already: ${same.engineId ?? 'it is starting'}.`,
      {
        param: 'Model',
      },
    );
  if (own.length < perUser) return;
  const names = own.map(({ name, engineId }) => `${name} (${engineId ?? 'starting'})`).join(', ');
  throw new AppError(
    'engine_conflict',
    `You may have ${perUser} at once (\`per_user\`), and have ${names}. POST /vllm_request/terminate ends one.`,
  );
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'engine_not_found') throw error;
}

const off = (): AppError =>
  new AppError('user_engines_off', 'Users may start no engines here: the config has no `user_engines`.');

const notFound = (id: string): AppError =>
  new AppError('engine_not_found', `There is no engine "${id.slice(0, 200)}". GET /active_models/ lists them.`, {
    param: 'container_id',
  });
