import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { Entry } from '../entry.ts';
import type { UserEngineStore } from './user-engine-store.ts';

const keptMs = 30 * 86_400_000;

/** Writes down what becomes of engines, one thing after the other. A database that is down ends none of them. */
export interface Records {
  started(entry: Entry, engineId: string): void;
  /** The container of its engine: it is known by that id too from now on. */
  inContainer(entry: Entry, containerId: string): void;
  ended(entry: Entry, how: string): void;
  /** Resolves when all of this has been written down, or could not be. Never rejects. */
  written(): Promise<void>;
  recover(): Promise<void>;
  close(): Promise<void>;
}

export function createRecords(deps: {
  readonly store: UserEngineStore;
  readonly clock: Clock;
  readonly log: Log;
}): Records {
  const { store, clock, log } = deps;
  let last: Promise<void> = Promise.resolve();
  const then = (work: () => Promise<unknown>): void => {
    last = last.then(work).then(
      () => {},
      (err) => log.warn({ err }, 'the record of an engine was not written'),
    );
  };
  const now = (): string => clock.date().toISOString();
  const add = (entry: Entry, id: string): void => {
    entry.ids.add(id);
    const { owner, name, checked, startedAt } = entry;
    then(() => store.add({ id, owner, name, model: checked.model, startedAt, endedHow: null }));
  };
  const endLast = async (): Promise<void> => {
    const records = await store.endAll('gone: the gateway was restarted', now());
    if (records > 0) log.info({ records }, 'engines of users have gone with the gateway that ran them');
    await store.removeEnded(new Date(clock.date().getTime() - keptMs).toISOString());
  };
  return {
    started(entry, id) {
      entry.engineId = id;
      add(entry, id);
    },
    inContainer(entry, id) {
      if (!entry.ids.has(id)) add(entry, id);
    },
    ended(entry, how) {
      const at = now();
      for (const id of entry.ids) then(() => store.end(id, how, at));
    },
    written: () => last,
    recover() {
      // What is started meanwhile is written down after it, and so is none of those that are gone.
      const recovered = last.then(endLast);
      last = recovered.catch(() => {});
      return recovered;
    },
    async close() {
      then(() => store.endAll('gone: the gateway was stopped', now()));
      await last;
    },
  };
}
