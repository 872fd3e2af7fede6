import { initServer } from '@ts-rest/express';
import type { Response } from 'express';
import type { z } from 'zod';
import type { LoadLoraRequest } from '../../../contract/engines/lora.ts';
import { servedRoutes } from '../../../contract/served.ts';
import type { Caller } from '../../accounts/keys.ts';
import type { LoraView } from '../../engines/lora/lora.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import { AppError } from '../../platform/errors.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';
import { downloadOnWire } from './downloads.ts';
import { loadRequest } from './load-request.ts';

const server = initServer();

export const loraOnWire = (view: LoraView) => ({
  id: view.name,
  object: 'lora_adapter' as const,
  model: view.model,
  lora_path: view.path,
  source: view.source,
  download: view.downloadId,
  wanted: view.wanted,
  state: view.state,
  reason: view.reason,
  replicas: view.replicas.map(({ engineId, state, reason }) => ({ engine: engineId, state, reason })),
  created_at: view.createdAt,
});

export function loraRoutes({ loras, catalogue, mayUse }: EdgePorts) {
  const usable = (view: LoraView | null, caller: Caller, name: string, param: string): LoraView => {
    if (view !== null && mayUse(caller, view.model, view.name)) return view;
    throw loraNotFound(name, param);
  };
  const load = async ({ body, res }: Asked<z.output<typeof LoadLoraRequest>>) => {
    assertFree(body.lora_name, loras.get(body.lora_name), callerOf(res), mayUse);
    const mayBe = (name: string): boolean => mayUse(callerOf(res), name, null);
    const model = body.model == null ? null : baseModel(body.model, mayBe, catalogue);
    const outcome = await loras.load({ ...loadRequest(body), model, mayBe });
    const lora_adapter = loraOnWire(outcome.lora);
    if (outcome.done)
      return {
        status: 200 as const,
        body: { status: 'success' as const, message: outcome.message, lora_adapter, download: null },
      };
    const message = `It is loaded when it is there: GET /v1/downloads/${outcome.download.id} tells how far it is.`;
    const download = downloadOnWire(outcome.download);
    return { status: 202 as const, body: { status: 'started' as const, message, lora_adapter, download } };
  };
  const unload = async ({ body, res }: Asked<{ lora_name: string }>) => {
    usable(loras.get(body.lora_name), callerOf(res), body.lora_name, 'lora_name');
    const view = await loras.unload(body.lora_name);
    const message = `Success: LoRA adapter '${view.name}' removed successfully.`;
    return {
      status: 200 as const,
      body: { status: 'success' as const, message, lora_adapter: loraOnWire(view), download: null },
    };
  };
  return server.router(servedRoutes.loras, {
    load,
    unload,
    loadUnversioned: load,
    unloadUnversioned: unload,
    list: async ({ res }) => {
      const caller = callerOf(res);
      const data = loras.list().filter((view) => mayUse(caller, view.model, view.name));
      return { status: 200, body: { object: 'list', data: data.map(loraOnWire) } };
    },
    get: async ({ params, res }) => {
      const view = usable(loras.get(params.name), callerOf(res), params.name, 'name');
      return { status: 200, body: loraOnWire(view) };
    },
  });
}

interface Asked<Body> {
  readonly body: Body;
  readonly res: Response;
}

/** The base model as it is asked for, if the caller may use it. Throws `model_not_found`. */
function baseModel(asked: string, mayUse: (model: string) => boolean, catalogue: EdgePorts['catalogue']): string {
  const found = catalogue.resolve(asked);
  if (found !== null && mayUse(found.model.name)) return found.model.name;
  throw modelNotFound(asked, 'model', catalogue.near(asked, mayUse));
}

/** One that the caller may not use is answered like one that does not exist. */
const loraNotFound = (name: string, param: string): AppError =>
  new AppError(
    'lora_not_found',
    `There is no LoRA adapter "${name.slice(0, 200)}". GET /v1/lora_adapters lists them.`,
    { param },
  );

/** The name is taken by a LoRA adapter that the caller must not hear of. */
function assertFree(name: string, view: LoraView | null, caller: Caller, mayUse: EdgePorts['mayUse']): void {
  if (view === null || mayUse(caller, view.model, view.name)) return;
  throw new AppError('invalid_request', `"${name.slice(0, 200)}" is taken: choose another \`lora_name\`.`, {
    param: 'lora_name',
  });
}
