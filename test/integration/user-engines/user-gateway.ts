/** A gateway where users may start fake engines. */
import type { TestContext } from 'node:test';
import type { SeenRequest } from '../../fakes/start-fake.ts';
import { type AccountCalls, ADMIN_PASSWORD, accountCalls } from '../accounts/account-calls.ts';
import { fakeCommand } from '../gateway/fake-command.ts';
import type { Answer } from '../gateway/requests.ts';
import { type RunningGateway, type RunOptions, runGateway } from '../gateway/run-gateway.ts';

export interface UserGateway extends AccountCalls {
  readonly running: RunningGateway;
  readonly admin: string;
  readonly alice: string;
  readonly bob: string;
  start(key: string, model: string, fields?: object): Promise<Answer>;
  /** Starts one that gets ready. */
  started(key: string, model: string, fields?: object): Promise<StartedOnWire>;
  active(key: string): Promise<Record<string, unknown>[]>;
  models(key: string): Promise<string[]>;
  terminate(key: string, container: string, fields?: object): Promise<Answer>;
}

export interface StartedOnWire {
  readonly message: string;
  readonly vLLM_endpoint: string;
  readonly user_info: Readonly<Record<'username' | 'user_id' | 'engine_name' | 'container_id', string>>;
  readonly status: string;
}

export interface UserGatewayOptions extends RunOptions {
  readonly slots?: number;
  readonly flags?: readonly string[];
  /** More lines of `user_engines`. */
  readonly template?: string;
  /** More of the file. */
  readonly rest?: string;
}

export const yamlOf = ({ slots = 3, flags = [], template = '', rest = 'models: {}' }: UserGatewayOptions): string => `
auth: required
slots: ${slots}
timeouts: { shutdown_drain: 0s }
user_engines:
  engine: openai
  command: ${fakeCommand('--name', '${MODEL}', '--context', '${MAX_MODEL_LEN}', ...flags)}
  max_model_len: 4096
  per_user: 2
  env: { TEMPLATE: "yes" }
  ready_timeout: 5s
${template}
${rest}
`;

export async function userGateway(test: TestContext, options: UserGatewayOptions = {}): Promise<UserGateway> {
  const running = await runGateway(yamlOf(options), { adminPassword: ADMIN_PASSWORD, ...options });
  test.after(() => running[Symbol.asyncDispose]());
  const calls = accountCalls(() => running.url);
  const admin = await calls.token('admin', ADMIN_PASSWORD);
  const { token: alice } = await calls.user(admin, 'alice');
  const { token: bob } = await calls.user(admin, 'bob');
  const start: UserGateway['start'] = (key, Model, fields = {}) =>
    calls.send('POST', '/vllm_request/start', key, { Model, ...fields });
  return {
    ...calls,
    running,
    admin,
    alice,
    bob,
    start,
    async started(key, model, fields) {
      const answer = await start(key, model, fields);
      const said = answer.json() as unknown as StartedOnWire;
      if (answer.status !== 200 || said.status !== 'healthy') throw new Error(answer.text);
      return said;
    },
    active: async (key) => (await calls.done('GET', '/active_models/', key)) as unknown as Record<string, unknown>[],
    async models(key) {
      const { data } = await calls.done('GET', '/v1/models', key);
      return (data as { id: string }[]).map(({ id }) => id);
    },
    terminate: (key, container_id, fields = {}) =>
      calls.send('POST', '/vllm_request/terminate', key, { container_id, ...fields }),
  };
}

export interface SeenChat {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

/** The bodies of the chat requests that an engine has seen. */
export async function chatsSeen(endpoint: string): Promise<SeenChat[]> {
  const { requests } = (await (await fetch(`${endpoint}/fake/requests`)).json()) as { requests: SeenRequest[] };
  return requests
    .filter(({ path }) => path === '/v1/chat/completions')
    .map(({ body }) => JSON.parse(Buffer.from(body, 'base64').toString()) as SeenChat);
}
