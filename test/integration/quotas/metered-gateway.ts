/** A gateway with accounts in front of a fake engine, for the tests of quotas. */
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { type AccountCalls, ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { type Answer, call, until } from '../gateway/requests.ts';
import { type RunningGateway, type RunOptions, runGateway } from '../gateway/run-gateway.ts';

export interface User {
  readonly id: string;
  readonly token: string;
}

export interface Used {
  readonly requests: number;
  readonly prompt_tokens: number;
  readonly gen_tokens: number;
}

export interface MeteredGateway extends AsyncDisposable {
  readonly engine: FakeEngine;
  readonly running: RunningGateway;
  readonly calls: AccountCalls;
  readonly admin: string;
  user(name: string, fields?: object): Promise<User>;
  post(user: User, path: string, body: object): Promise<Answer>;
  /** What is in the database of one user, all days and models together. */
  used(user: User): Promise<Used>;
  /** Waits until so many requests of the user are charged. */
  charged(user: User, requests: number): Promise<Used>;
}

export const yamlFor = (url: string, kind = 'vllm'): string =>
  `auth: required\nmodels: { tiny: { engine: ${kind}, url: "${url}", health_path: /health } }\n`;

/** As of a database that is there already, with its admin. */
export async function meteredGateway(
  flags: readonly string[] = ['--kind', 'vllm'],
  options: RunOptions = {},
  yaml: (url: string) => string = yamlFor,
): Promise<MeteredGateway> {
  const engine = await startFake(flags);
  const running = await runGateway(yaml(engine.url), { adminPassword: ADMIN_PASSWORD, ...options });
  const calls = accountCalls(() => running.url);
  const admin = await calls.token('admin', ADMIN_PASSWORD);
  const used = async (user: User): Promise<Used> => sumOf(await calls.done('GET', '/v1/usage', user.token));
  return {
    engine,
    running,
    calls,
    admin,
    user: (name, fields) => calls.user(admin, name, fields),
    post: (user, path, body) =>
      call(running.url, path, {
        method: 'POST',
        headers: { ...bearer(user.token), 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tiny', ...body }),
      }),
    used,
    async charged(user, requests) {
      await until(`${requests} requests are charged`, async () => (await used(user)).requests >= requests);
      return used(user);
    },
    async [Symbol.asyncDispose]() {
      await running[Symbol.asyncDispose]();
      await engine.stop();
    },
  };
}

export function sumOf(list: Record<string, unknown>): Used {
  const sum = { requests: 0, prompt_tokens: 0, gen_tokens: 0 };
  for (const row of list['data'] as Used[]) {
    sum.requests += row.requests;
    sum.prompt_tokens += row.prompt_tokens;
    sum.gen_tokens += row.gen_tokens;
  }
  return sum;
}

/** A prompt of five words of which the first two tell the fake engine how to answer. */
export const say = (marker: string): { role: string; content: string }[] => [
  { role: 'user', content: `[fake ${marker}] one two three` },
];
