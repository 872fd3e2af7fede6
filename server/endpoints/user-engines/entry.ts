import type { Fleet } from '../../engines/fleet/index.ts';
import type { ModelConfig, UserEnginesConfig } from '../../platform/config/config.ts';
import { type CheckedRequest, isQuantized } from './build-model.ts';
import type { UserEngineView } from './user-engines.ts';

/** An engine of a user's, for as long as it is there: the processes behind it may change. */
export interface Entry {
  readonly name: string;
  readonly owner: string;
  readonly userId: string;
  readonly checked: CheckedRequest;
  /** Its environment holds the hub token, for when the engine has to be started again; it is written nowhere. */
  readonly model: ModelConfig;
  readonly quantized: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Of all engines that have run for it, and of their containers. */
  readonly ids: Set<string>;
  /** Where these have answered. */
  readonly endpoints: Set<string>;
  /** The newest of them; null: none yet. */
  engineId: string | null;
}

export interface NewEntry {
  readonly owner: string;
  readonly userId: string;
  readonly checked: CheckedRequest;
  readonly model: ModelConfig;
  readonly template: UserEnginesConfig;
  readonly startedAt: Date;
}

export const newEntry = ({ owner, userId, checked, model, template, startedAt }: NewEntry): Entry => ({
  name: model.name,
  owner,
  userId,
  checked,
  model,
  quantized: isQuantized(checked.model, template),
  startedAt: startedAt.toISOString(),
  ids: new Set(),
  endpoints: new Set(),
  engineId: null,
});

export function viewOf(entry: Entry, fleet: Pick<Fleet, 'engine'>): UserEngineView {
  const { name, engineId, checked, quantized, startedAt, userId } = entry;
  const engine = engineId === null ? null : fleet.engine(engineId);
  const runs = engine !== null && !['stopped', 'crashed', 'failed'].includes(engine.state);
  return {
    engineId: engine?.containerId ?? engineId ?? '',
    name,
    model: checked.model,
    quantized,
    maxModelLen: checked.maxModelLen,
    seed: checked.seed,
    endpoint: runs ? engine.endpoint : null,
    startedAt,
    userId,
  };
}
