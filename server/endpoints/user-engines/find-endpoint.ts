import type { EngineView } from '../../engines/fleet/index.ts';

const gone: ReadonlySet<EngineView['state']> = new Set(['stopped', 'crashed', 'failed']);

/**
 * The engine that is meant by its address (the paths of its API may stand behind it), by its id or its container's; null: there is none. The
 * text is compared and nothing else: nobody can make the gateway ask an address of his choice.
 */
export function findEndpoint(engines: readonly EngineView[], asked: string): EngineView | null {
  const address = addressIn(asked);
  const live = engines.filter(({ state }) => !gone.has(state));
  return (
    live.find(({ id, containerId, endpoint }) => id === asked || containerId === asked || endpoint === address) ?? null
  );
}

/** Without the paths of its API. */
export const addressIn = (asked: string): string =>
  asked.replace(/\/+$/, '').replace(/\/v1(\/(chat\/)?completions)?$/, '');
