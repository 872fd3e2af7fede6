/** Which of the engine's paths a request goes to. Pure. */
import type { ForwarderSettings, Mode, SectionSettings } from './settings.ts';

/** All that is fixed about a request before its body is read. */
export interface Target {
  readonly mode: Mode;
  readonly origin: string;
  /** The engine's path. */
  readonly path: string;
  readonly unwrap: boolean;
  /** false: the engine's own bytes are the answer. */
  readonly wrap: boolean;
  readonly resultsAsString: boolean;
  readonly forwardStatus: boolean;
  readonly statusInBody: boolean;
}

/** One of the two is there, or both: then the request says which. */
export interface ServedRoute {
  readonly sync: Target | null;
  readonly stream: Target | null;
}

/** The paths that take requests (POST), each as clients ask for it. */
export type RouteTable = ReadonlyMap<string, ServedRoute>;

export function routeTable({ sync, stream }: ForwarderSettings): RouteTable {
  const table = new Map<string, ServedRoute>();
  const flow = stream === null ? null : wrapped('stream', stream);
  // A request that says that it wants a stream gets one on /predict too: the engine would answer nothing else.
  if (sync !== null) table.set('/predict', { sync: wrapped('sync', sync), stream: flow });
  if (flow !== null) table.set('/stream', { sync: null, stream: flow });
  for (const path of new Set([...(sync?.extraRoutes ?? []), ...(stream?.extraRoutes ?? [])]))
    table.set(path, { sync: extra('sync', sync, path), stream: extra('stream', stream, path) });
  return table;
}

export function chooseTarget({ sync, stream }: ServedRoute, wantsStream: boolean): Target {
  return ((wantsStream ? stream : sync) ?? sync ?? stream) as Target;
}

function wrapped(mode: Mode, section: SectionSettings): Target {
  const { origin, unwrap, resultsAsString, forwardStatus, statusInBody } = section;
  const wrap = section.wrapResponse;
  return { mode, origin, path: section.predictRoute, unwrap, wrap, resultsAsString, forwardStatus, statusInBody };
}

function extra(mode: Mode, section: SectionSettings | null, path: string): Target | null {
  if (section === null || !section.extraRoutes.includes(path)) return null;
  return { ...wrapped(mode, section), path, wrap: false };
}
