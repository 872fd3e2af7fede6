import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { Caller } from '../../accounts/keys.ts';
import type { EngineView, Fleet } from '../../engines/fleet/index.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import type { ModelConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { callerOf } from '../caller.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';
import { maySeeEngine } from '../visible/may-see-engine.ts';

const server = initServer();

export const engineOnWire = (view: EngineView) => ({
  id: view.id,
  object: 'engine' as const,
  name: `${view.model}/${view.variant}`,
  model: view.model,
  variant: view.variant,
  context: view.context,
  kind: view.kind,
  launcher: view.launcher,
  container_id: view.containerId,
  gpus: view.gpus === null ? null : [...view.gpus],
  version: view.version,
  endpoint: view.endpoint,
  pid: view.pid,
  process_status: view.processStatus,
  state: view.state,
  in_flight: view.inFlight,
  started_at: view.startedAt,
  ready_at: view.readyAt,
  reason: view.reason,
  trouble: view.trouble,
});

/** How far an image is that is brought onto the Docker host. */
interface PullView {
  readonly image: string;
  readonly model: string;
  readonly state: 'pulling' | 'here' | 'failed';
  readonly layers: number;
  readonly layersDone: number;
  readonly bytes: number;
  readonly bytesTotal: number;
  readonly reason: string | null;
}

export const pullOnWire = (view: PullView) => ({
  image: view.image,
  model: view.model,
  state: view.state,
  layers: view.layers,
  layers_done: view.layersDone,
  bytes_total: view.bytesTotal,
  bytes_done: view.bytes,
  reason: view.reason,
});

type EnginePorts = Pick<EdgePorts, 'fleet' | 'userEngines' | 'mayUse'>;

/** One that the caller may not see is answered like one that does not exist. Throws `engine_not_found`. */
function engineOf(ports: EnginePorts, id: string, caller: Caller): EngineView {
  const view = ports.fleet.engine(id);
  if (view === null || !maySeeEngine(ports, caller, view))
    throw new AppError('engine_not_found', `There is no engine "${id.slice(0, 200)}". GET /v1/engines lists them.`, {
      param: 'id',
    });
  return view;
}

function variantFor(
  model: ModelConfig,
  wanted: { variant?: number | undefined; context?: number | undefined },
): number | null {
  const { variant, context } = wanted;
  const known = model.variants.map((v) => v.context ?? 'unknown').join(', ');
  if (variant !== undefined) {
    if (variant < model.variants.length) return variant;
    throw new AppError(
      'invalid_request',
      `Model "${model.name}" has no variant ${variant}; its context sizes are ${known}.`,
      { param: 'variant' },
    );
  }
  if (context === undefined) return null;
  const index = model.variants.findIndex((v) => v.context === null || v.context >= context);
  if (index >= 0) return index;
  throw new AppError(
    'invalid_request',
    `No variant of "${model.name}" has a context of ${context}; they have ${known}.`,
    { param: 'context' },
  );
}

export function engineRoutes(ports: EdgePorts) {
  const { fleet, catalogue, mayUse } = ports;
  return server.router(servedRoutes.engines, {
    list: async ({ res }) => {
      const seen = fleet.engines().filter((view) => maySeeEngine(ports, callerOf(res), view));
      return { status: 200, body: { object: 'list', data: seen.map(engineOnWire) } };
    },
    get: async ({ params, res }) => ({
      status: 200,
      body: engineOnWire(engineOf(ports, params.id, callerOf(res))),
    }),
    start: async ({ body, res }) => {
      const found = catalogue.resolve(body.model);
      const allowed = (model: string): boolean => mayUse(callerOf(res), model, null);
      if (found === null || !allowed(found.model.name))
        throw modelNotFound(body.model, 'model', catalogue.near(body.model, allowed));
      const view = await fleet.start(found.model.name, variantFor(found.model, body));
      return { status: 200, body: engineOnWire(view) };
    },
    stop: async ({ params, body, res }) => {
      engineOf(ports, params.id, callerOf(res));
      const view = await fleet.stop(params.id, { force: body?.force ?? false });
      return { status: 200, body: engineOnWire(view) };
    },
    logs: async ({ params, query, res }) => {
      engineOf(ports, params.id, callerOf(res));
      const ring = fleet.logs(params.id);
      if (!query.follow) return { status: 200, body: { object: 'list', data: [...(ring?.last(query.lines) ?? [])] } };
      followLogs(fleet, params.id, query.lines, res);
      return { status: 200, body: handled() };
    },
  });
}

/** The newest lines, then each new one until the engine is gone. */
function followLogs(fleet: Fleet, id: string, lines: number, res: Parameters<typeof openEventStream>[0]): void {
  const ring = fleet.logs(id);
  const ends: (() => void)[] = [];
  const stream = openEventStream(res, () => {
    for (const end of ends) end();
  });
  const gone = (view: EngineView): boolean => ['stopped', 'crashed', 'failed'].includes(view.state);
  for (const line of ring?.last(lines) ?? []) stream.send(line, line.seq);
  const view = fleet.engine(id);
  if (ring === null || view === null || gone(view)) return stream.end('[DONE]');
  ends.push(ring.follow((line) => stream.send(line, line.seq)));
  ends.push(
    fleet.subscribe((event) => {
      if (event.engine.id === id && gone(event.engine)) stream.end('[DONE]');
    }),
  );
}
