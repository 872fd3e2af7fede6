/** Says what is odd about an engine's metrics when it begins, not at each reading. */
import type { Log } from '../../platform/log.ts';
import type { ReplicaNumbers } from './read-replica.ts';
import type { MeteredReplica } from './replica.ts';

const LISTED = 10;

export class ScrapeLog {
  readonly #log: Log;
  /** By replica: what was said of it last. */
  readonly #said = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  failed({ id, model, kind, ready }: MeteredReplica, reason: string): void {
    if (!this.#isNew(id, reason)) return;
    const fields = { engine: id, model, kind, reason };
    // One that is not ready is known to be so.
    if (ready) this.#log.warn(fields, 'the metrics of an engine could not be read');
    else this.#log.debug(fields, 'the metrics of an engine could not be read');
  }

  read({ id, model, kind, version }: MeteredReplica, { coverage }: ReplicaNumbers): void {
    const missed = coverage.missed.slice(0, LISTED);
    const unknown = coverage.unknown.slice(0, LISTED);
    if (!this.#isNew(id, `${missed} ${unknown}`) || missed.length + unknown.length === 0) return;
    this.#log.warn(
      { engine: id, model, kind, version, missed, unknown },
      'the engine’s metrics are not what they were expected to be',
    );
  }

  /** Forgets replicas that are gone. */
  keepOnly(ids: readonly string[]): void {
    const live = new Set(ids);
    for (const id of this.#said.keys()) if (!live.has(id)) this.#said.delete(id);
  }

  #isNew(id: string, what: string): boolean {
    if (this.#said.get(id) === what) return false;
    this.#said.set(id, what);
    return true;
  }
}
