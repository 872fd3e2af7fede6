/** Engines of users and questions to them, under the names of the vLLM management API. */
import { initServer } from '@ts-rest/express';
import type { Response } from 'express';
import { servedRoutes } from '../../../contract/served.ts';
import { ownerOf, usernameOf } from '../../accounts/conversations/index.ts';
import type { Caller } from '../../accounts/keys.ts';
import { findEndpoint, type UserEngineView } from '../../endpoints/user-engines/index.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import { AppError } from '../../platform/errors.ts';
import { callerOf } from '../caller.ts';
import { leftSignal } from '../left-signal.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

type Ports = Pick<EdgePorts, 'userEngines' | 'conversations' | 'catalogue' | 'fleet' | 'mayUse'>;

const activeOnWire = (engine: UserEngineView) => ({
  engine_name: engine.name,
  container_id: engine.engineId,
  model_name: engine.model,
  quantized: engine.quantized,
  max_model_length: engine.maxModelLen,
  seed: engine.seed,
  inference_end_point: engine.endpoint ?? '',
  timestamp: engine.startedAt,
  user_id: engine.userId,
});

export function userEngineRoutes(ports: Ports) {
  const { userEngines, conversations } = ports;
  return server.router(servedRoutes.userEngines, {
    start: async ({ body, res }) => {
      const caller = callerOf(res);
      const started = await userEngines.start(caller, {
        model: body.Model,
        maxModelLen: body.MAX_MODEL_LEN ?? null,
        tensorParallel: body.TENSOR_PARALLEL_SIZE ?? null,
        seed: body.SEED ?? null,
        // Pasted or read from a file: no header takes it with the newline that stands behind it there.
        hubToken: body.HUGGING_FACE_HUB_TOKEN?.trim() || null,
      });
      const { name, engineId } = started.healthy ? started.engine : started;
      const user_info = {
        username: usernameOf(caller),
        user_id: userIdOf(caller),
        engine_name: name,
        container_id: engineId ?? '',
      };
      const message = started.healthy ? `The engine of "${name}" is ready.` : started.reason;
      const vLLM_endpoint = started.healthy ? (started.engine.endpoint ?? '') : '';
      const status = started.healthy ? ('healthy' as const) : ('unhealthy' as const);
      return { status: 200, body: { message, vLLM_endpoint, user_info, status } };
    },
    terminate: async ({ body, res }) => {
      const status = await userEngines.terminate(callerOf(res), body.container_id, body.engine_name ?? null);
      return { status: 200, body: { status } };
    },
    list: async ({ res }) => ({ status: 200, body: userEngines.list(callerOf(res)).map(activeOnWire) }),
    llmRequest: async ({ body, res }) => {
      const caller = callerOf(res);
      const question = {
        owner: ownerOf(caller),
        model: modelBehind(ports, caller, body),
        prompt: body.prompt,
        number: body.memory ? (body.conversation_number ?? null) : null,
      };
      const data = await conversations.ask(question, { caller, requestId: requestIdOf(res), signal: leftSignal(res) });
      return { status: 200, body: { username: usernameOf(caller), data } };
    },
  });
}

const userIdOf = ({ name, account }: Caller): string => account?.userId ?? name;

const requestIdOf = (res: Response): string => String(res.getHeader('x-request-id'));

interface Asked {
  readonly model: string;
  readonly inference_endpoint: string;
}

/**
 * The name to ask for, by the engine that is meant. One that the caller may not use is answered like one that does not
 * exist, as is everything that is no engine's address at all. Throws `engine_not_found`, `model_not_found`.
 */
function modelBehind({ catalogue, fleet, mayUse, userEngines }: Ports, caller: Caller, asked: Asked): string {
  const { inference_endpoint: endpoint } = asked;
  const own = userEngines.nameOf(caller, asked.model);
  const found = catalogue.resolve(own ?? asked.model);
  const usable = found !== null && mayUse(caller, found.model.name, found.lora) ? found : null;
  const running = findEndpoint(fleet.engines(), endpoint)?.model ?? null;
  // Another engine may have the address by now.
  const meant = [
    running !== null && mayUse(caller, running, null) ? running : null,
    userEngines.modelAt(caller, endpoint),
  ];
  const isName = usable !== null && [asked.model, usable.name, usable.model.name].includes(endpoint);
  if (!isName && meant.every((model) => model === null)) throw noEngine(endpoint);
  if (usable !== null && (isName || meant.includes(usable.model.name))) return usable.name;
  throw modelNotFound(asked.model, 'model', []);
}

const noEngine = (endpoint: string): AppError =>
  new AppError(
    'engine_not_found',
    `There is no engine "${endpoint.slice(0, 200)}". GET /active_models/ lists yours, GET /v1/models all that you may ask.`,
    { param: 'inference_endpoint' },
  );
