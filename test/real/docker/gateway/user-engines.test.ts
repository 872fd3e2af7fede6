// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the template has ${MODEL} itself
/** Engines that users start, in containers of a real Docker Engine. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ADMIN_PASSWORD, accountCalls } from '../../../integration/accounts/account-calls.ts';
import { fakeCommand } from '../../../integration/gateway/fake-command.ts';
import { chat, until } from '../../../integration/gateway/requests.ts';
import { spawnGateway } from '../../../integration/gateway/spawn-gateway.ts';
import type { StartedOnWire } from '../../../integration/user-engines/user-gateway.ts';
import { type DockerUnderTest, dockerUnderTest, skipDocker } from '../docker-under-test.ts';
import { containers, dockerYaml } from './gateway-calls.ts';

const hubToken = 'hf_veryVerySecretToken';

describe('users start engines in containers', { skip: skipDocker(), timeout: 120_000 }, () => {
  let under: DockerUnderTest;
  let dataDir: string;
  before(async () => {
    under = await dockerUnderTest();
    dataDir = await mkdtemp(join(tmpdir(), 'rh-users-docker-'));
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true });
  });

  const yaml = (more = ''): string => `
auth: required
slots: 3
docker: { socket: ${under.daemon.socketPath} }
timeouts: { shutdown_drain: 0s }
user_engines:
  engine: openai
  command: ${fakeCommand('--host', '${HOST}', '--name', '${MODEL}')}
  docker: ${dockerYaml}
  per_user: 2
  ${more}
models: {}
`;
  const gateway = async (more?: string) => {
    const env = { ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD };
    const it = await spawnGateway(yaml(more), env, dataDir);
    const calls = accountCalls(() => it.url);
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    return { it, calls, admin };
  };
  const running = () => containers(under.docker);

  test('each is known by its container’s id: to start, to list, to ask, to terminate', async () => {
    const { it, calls, admin } = await gateway();
    await using _ = it;
    const { token: alice } = await calls.user(admin, 'alice');
    const start = { Model: 'org/tiny', HUGGING_FACE_HUB_TOKEN: hubToken };
    const { user_info, status, vLLM_endpoint } = (await calls.done(
      'POST',
      '/vllm_request/start',
      alice,
      start,
    )) as unknown as StartedOnWire;
    assert.equal(status, 'healthy');
    const [container] = await running();
    assert.equal(user_info.container_id, container?.Id);
    const [active] = (await calls.done('GET', '/active_models/', alice)) as unknown as Record<string, unknown>[];
    assert.equal(active?.['container_id'], container?.Id);
    assert.equal(active?.['inference_end_point'], vLLM_endpoint);

    const answer = await calls.send('POST', '/v1/chat/completions', alice, JSON.parse(chat('org/tiny')));
    assert.equal(answer.status, 200, answer.text);
    const question = { model: 'org/tiny', inference_endpoint: container?.Id, prompt: 'hello' };
    assert.equal((await calls.send('POST', '/llm_request', alice, question)).status, 200);

    const info = await under.docker.getContainer(container?.Id ?? '').inspect();
    assert.ok(info.Config.Env.includes(`HF_TOKEN=${hubToken}`));
    const { Env: _env, ...config } = info.Config;
    assert.doesNotMatch(JSON.stringify({ ...info, Config: config }), /veryVery/);
    assert.doesNotMatch(it.output(), /veryVery/);
    for (const file of readdirSync(dataDir, { withFileTypes: true }).filter((entry) => entry.isFile()))
      assert.doesNotMatch(readFileSync(join(dataDir, file.name), 'latin1'), /veryVery/, file.name);

    const { token: bob } = await calls.user(admin, 'bob');
    const terminate = (key: string) =>
      calls.send('POST', '/vllm_request/terminate', key, { container_id: user_info.container_id });
    assert.equal((await terminate(bob)).status, 404);
    assert.deepEqual((await terminate(alice)).json(), { status: 'terminated' });
    assert.deepEqual(await running(), []);
    assert.deepEqual((await terminate(alice)).json(), { status: 'terminated' });
    assert.equal((await terminate(bob)).status, 404);
  });

  test('one whose gateway was killed is gone with it: not listed, not running, and known to be', async () => {
    const first = await gateway();
    await using _ = first.it;
    const { token: carol } = await first.calls.user(first.admin, 'carol');
    const { user_info, status, message } = (await first.calls.done('POST', '/vllm_request/start', carol, {
      Model: 'org/tiny',
    })) as unknown as StartedOnWire;
    assert.equal(status, 'healthy', message);
    first.it.signal('SIGKILL');
    await first.it.exited;
    const { it, calls } = await gateway();
    await using __ = it;
    await until('its container is removed', async () => (await running()).length === 0, 20_000);
    assert.deepEqual(await calls.done('GET', '/active_models/', carol), []);
    const terminated = await calls.send('POST', '/vllm_request/terminate', carol, {
      container_id: user_info.container_id,
    });
    assert.deepEqual(terminated.json(), { status: 'gone: the gateway was restarted' });
  });

  test('one that cannot be started says why, and nothing of it stays', async () => {
    const { it, calls, admin } = await gateway('env: { X: "1" }\n  models: [org/*]');
    await using _ = it;
    const { token: dora } = await calls.user(admin, 'dora');
    await under.daemon.end('SIGTERM');
    const away = (await calls.done('POST', '/vllm_request/start', dora, {
      Model: 'org/x',
    })) as unknown as StartedOnWire;
    await under.daemon.start();
    assert.equal(away.status, 'unhealthy');
    assert.match(away.message, /Docker cannot be reached/);
    assert.deepEqual(await calls.done('GET', '/active_models/', dora), []);
    assert.deepEqual(await running(), []);
  });
});
