import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { accountCalls } from '../accounts/account-calls.ts';
import { isAlive } from '../gateway/fake-command.ts';
import { chat, until } from '../gateway/requests.ts';
import { runGateway } from '../gateway/run-gateway.ts';
import { userGateway, yamlOf } from './user-gateway.ts';

describe('an engine that a user starts', () => {
  it('is ready when the answer comes, and a model of the user’s', async (test) => {
    const { started, models, alice, send } = await userGateway(test);
    const { message, vLLM_endpoint, user_info, status } = await started(alice, 'org/tiny');
    assert.equal(status, 'healthy');
    assert.match(message, /"org\/tiny" is ready/);
    assert.match(vLLM_endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(user_info.username, 'alice');
    assert.match(user_info.user_id, /^usr_/);
    assert.equal(user_info.engine_name, 'org/tiny');
    assert.match(user_info.container_id, /^org-tiny-/);
    assert.deepEqual(await models(alice), ['org/tiny']);
    const answer = await send('POST', '/v1/chat/completions', alice, JSON.parse(chat('org/tiny')));
    assert.equal(answer.status, 200, answer.text);
  });

  it('is listed with what was asked for', async (test) => {
    const { started, active, alice } = await userGateway(test, { flags: ['--name', 'seed-${SEED}'] });
    const { user_info, vLLM_endpoint } = await started(alice, 'org/tiny-awq', { MAX_MODEL_LEN: 512, SEED: 7 });
    const [engine, ...others] = await active(alice);
    assert.deepEqual(others, []);
    const { timestamp, ...said } = engine ?? {};
    assert.ok(Math.abs(Date.now() - Date.parse(String(timestamp))) < 60_000);
    assert.deepEqual(said, {
      engine_name: 'org/tiny-awq',
      container_id: user_info.container_id,
      model_name: 'org/tiny-awq',
      quantized: true,
      max_model_length: 512,
      seed: 7,
      inference_end_point: vLLM_endpoint,
      user_id: user_info.user_id,
    });
  });

  it('leaves the models when it is terminated, and its process is gone when the answer comes', async (test) => {
    const { started, terminate, models, active, alice, send } = await userGateway(test);
    const { user_info } = await started(alice, 'org/tiny');
    const { pid } = (await send('GET', `/v1/engines/${user_info.container_id}`, alice)).json();
    const answer = await terminate(alice, user_info.container_id, { engine_name: 'org/tiny' });
    assert.deepEqual(answer.json(), { status: 'terminated' });
    assert.equal(isAlive(Number(pid)), false);
    assert.deepEqual(await models(alice), []);
    assert.deepEqual(await active(alice), []);
    assert.equal((await send('POST', '/v1/chat/completions', alice, JSON.parse(chat('org/tiny')))).status, 404);
    assert.deepEqual((await terminate(alice, user_info.container_id)).json(), { status: 'terminated' });
    await started(alice, 'org/tiny');
  });

  it('is not terminated under another name', async (test) => {
    const { started, terminate, active, alice } = await userGateway(test);
    const { user_info } = await started(alice, 'org/tiny');
    const answer = await terminate(alice, user_info.container_id, { engine_name: 'org/other' });
    assert.equal(answer.status, 404);
    assert.equal((await active(alice)).length, 1);
  });

  it('does not exist for others, word for word; admins see all', async (test) => {
    const { started, alice, bob, admin, send, active, models, terminate } = await userGateway(test);
    const { user_info } = await started(alice, 'org/tiny');
    const id = user_info.container_id;
    assert.deepEqual([await active(bob), await models(bob)], [[], []]);
    assert.equal((await active(admin)).length, 1);
    assert.deepEqual(await models(admin), ['org/tiny']);
    const calls = (engine: string, model: string) => [
      terminate(bob, engine),
      send('GET', `/v1/engines/${engine}`, bob),
      send('GET', `/v1/models/${encodeURIComponent(model)}`, bob),
      send('POST', '/v1/chat/completions', bob, JSON.parse(chat(model))),
      send('POST', '/v1/keys', bob, { name: 'k', models: [model] }),
    ];
    const answers = async (engine: string, model: string) =>
      (await Promise.all(calls(engine, model))).map(({ status, text }) => [
        status,
        text
          .replaceAll(engine, 'ID')
          .replaceAll(model, 'MODEL')
          .replace(/"request_id":"[^"]*"/, ''),
      ]);
    const hidden = await answers(id, 'org/tiny');
    assert.deepEqual(hidden, await answers('org-tiny-zzzzzz', 'org/nope'));
    assert.ok(
      hidden.every(([status]) => status === 404),
      JSON.stringify(hidden),
    );
    const { data } = await send('GET', '/v1/engines', bob).then((answer) => answer.json());
    assert.deepEqual(data, []);
    await terminate(alice, id);
    // Nor is it there for others when it is gone.
    assert.equal((await terminate(bob, id)).status, 404);
    assert.equal((await send('GET', `/v1/engines/${id}`, bob)).status, 404);
  });

  it('may be terminated by an admin', async (test) => {
    const { started, terminate, active, alice, admin } = await userGateway(test);
    const { user_info } = await started(alice, 'org/tiny');
    assert.equal((await terminate(admin, user_info.container_id)).status, 200);
    assert.deepEqual(await active(alice), []);
  });

  it('is gone when an admin stops it', async (test) => {
    const { started, done, active, models, alice, admin } = await userGateway(test);
    const { user_info } = await started(alice, 'org/tiny');
    await done('POST', `/v1/engines/${user_info.container_id}/stop`, admin, { force: true });
    assert.deepEqual([await active(alice), await models(alice)], [[], []]);
  });

  it('is called USER/NAME where the name is taken', async (test) => {
    const { started, models, alice, bob, send } = await userGateway(test);
    await started(alice, 'org/tiny');
    const { user_info } = await started(bob, 'org/tiny');
    assert.equal(user_info.engine_name, 'bob/org/tiny');
    assert.deepEqual([await models(alice), await models(bob)], [['org/tiny'], ['bob/org/tiny']]);
    const answer = await send('POST', '/v1/chat/completions', bob, JSON.parse(chat('bob/org/tiny')));
    assert.equal(answer.status, 200, answer.text);
  });

  it('is started once for each model, and no more than `per_user`', async (test) => {
    const { start, started, alice, bob } = await userGateway(test, { slots: 5 });
    const { user_info } = await started(alice, 'a');
    const again = await start(alice, 'a');
    assert.equal(again.status, 409);
    assert.equal(again.json().error?.['code'], 'engine_conflict');
    assert.ok(again.text.includes(user_info.container_id));
    await started(alice, 'b');
    assert.equal((await start(alice, 'c')).json().error?.['code'], 'engine_conflict');
    await started(bob, 'c');
  });

  it('that is asked for twice at the same time is started once', async (test) => {
    const { start, active, alice } = await userGateway(test, { flags: ['--load-ms', '200'] });
    const answers = await Promise.all([start(alice, 'a'), start(alice, 'a')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await active(alice)).length, 1);
  });

  it('finds no room where all slots are busy, and is told what runs', async (test) => {
    const { start, started, alice, bob, send, models } = await userGateway(test, {
      slots: 1,
      flags: ['--ttft-ms', '60000'],
    });
    const { user_info } = await started(alice, 'a');
    void send('POST', '/v1/chat/completions', alice, JSON.parse(chat('a'))).catch(() => {});
    await until('the request is under way', async () => {
      const { in_flight } = (await send('GET', `/v1/engines/${user_info.container_id}`, alice)).json();
      return in_flight === 1;
    });
    const answer = await start(bob, 'b');
    assert.equal(answer.status, 409);
    assert.equal(answer.json().error?.['code'], 'no_room');
    assert.ok(answer.text.includes(user_info.container_id), answer.text);
    assert.deepEqual(await models(bob), []);
  });

  it('that does not get ready is unhealthy, says why, and leaves nothing', async (test) => {
    const { start, active, models, alice } = await userGateway(test, { flags: ['--exit-on-start', '3'] });
    const answer = await start(alice, 'a', { HUGGING_FACE_HUB_TOKEN: 'hf_secret' });
    assert.equal(answer.status, 200, answer.text);
    const { status, vLLM_endpoint, message } = answer.json();
    assert.deepEqual([status, vLLM_endpoint], ['unhealthy', '']);
    assert.match(String(message), /exited with code 3/);
    assert.deepEqual([await active(alice), await models(alice)], [[], []]);
  });

  it('that is not ready within `ready_timeout` is unhealthy', async (test) => {
    const { start, active, alice } = await userGateway(test, {
      flags: ['--never-ready'],
      template: '',
    });
    const answer = await start(alice, 'a');
    assert.equal(answer.json()['status'], 'unhealthy');
    assert.deepEqual(await active(alice), []);
  });

  it('ends with its user', async (test) => {
    const { started, user, admin, done, active } = await userGateway(test);
    const carol = await user(admin, 'carol');
    await started(carol.token, 'a');
    await done('DELETE', `/v1/users/${carol.id}`, admin);
    assert.deepEqual(await active(admin), []);
  });

  it('gives way to a model of that name in the configuration', async (test) => {
    const { started, running, models, alice, bob } = await userGateway(test);
    await started(alice, 'taken');
    await running.reconfigure(yamlOf({ rest: 'models: { taken: { engine: openai, url: "http://127.0.0.1:9" } }' }));
    assert.deepEqual([await models(alice), await models(bob)], [['taken'], ['taken']]);
  });

  it('stays when the configuration changes elsewhere', async (test) => {
    const { started, running, models, alice } = await userGateway(test);
    await started(alice, 'a');
    await running.reconfigure(yamlOf({ rest: 'models: { b: { engine: openai, url: "http://127.0.0.1:9" } }' }));
    assert.deepEqual((await models(alice)).sort(), ['a', 'b']);
  });
});

describe('what a user may ask for', () => {
  const refusals: readonly (readonly [string, object, number, string])[] = [
    ['a path', { Model: '/etc/passwd' }, 400, 'Model'],
    ['a way up', { Model: 'a/..' }, 400, 'Model'],
    ['dots in a name', { Model: 'a..b' }, 400, 'Model'],
    ['an option', { Model: '--trust-remote-code' }, 400, 'Model'],
    ['a placeholder', { Model: '${PORT}' }, 400, 'Model'],
    ['two slashes', { Model: 'a/b/c' }, 400, 'Model'],
    ['nothing', {}, 400, 'Model'],
    ['a longer context than is allowed', { Model: 'a', MAX_MODEL_LEN: 4097 }, 400, 'MAX_MODEL_LEN'],
    ['a context of nothing', { Model: 'a', MAX_MODEL_LEN: 0 }, 400, 'MAX_MODEL_LEN'],
    ['more GPUs than are allowed', { Model: 'a', TENSOR_PARALLEL_SIZE: 2 }, 400, 'TENSOR_PARALLEL_SIZE'],
    ['a seed that is none', { Model: 'a', SEED: -1 }, 400, 'SEED'],
    ['a model that is not on the list', { Model: 'secret/model' }, 404, 'Model'],
  ];

  it('is a model, a length, GPUs and a seed, within the template', async (test) => {
    const { send, alice, active } = await userGateway(test, { template: '  models: [a, "org/*"]' });
    for (const [what, body, status, param] of refusals) {
      const answer = await send('POST', '/vllm_request/start', alice, body);
      assert.equal(answer.status, status, `${what}: ${answer.text}`);
      assert.equal(answer.json().error?.['param'], param, what);
    }
    assert.deepEqual(await active(alice), []);
  });

  it('is nothing where the configuration has no template', async (test) => {
    const { start, alice, running } = await userGateway(test);
    await running.reconfigure('auth: required\nmodels: {}\n');
    const answer = await start(alice, 'a');
    assert.equal(answer.status, 501);
    assert.equal(answer.json().error?.['code'], 'user_engines_off');
  });
});

describe('the GPUs of engines that users start', () => {
  const skip = process.platform === 'linux' ? false : 'looks into /proc';

  it('are as many as TENSOR_PARALLEL_SIZE, and nobody else’s', { skip }, async (test) => {
    const template = '  gpus: tensor_parallel\n  max_tensor_parallel: 2';
    const { started, send, alice, bob, start } = await userGateway(test, { template, rest: 'gpus: 3\nmodels: {}' });
    const seenBy = async (key: string, id: string): Promise<string | undefined> => {
      const { pid } = (await send('GET', `/v1/engines/${id}`, key)).json();
      return /CUDA_VISIBLE_DEVICES=([\d,]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
    };
    const one = await started(alice, 'a');
    const two = await started(alice, 'b', { TENSOR_PARALLEL_SIZE: 2 });
    assert.equal(await seenBy(alice, one.user_info.container_id), '0');
    assert.equal(await seenBy(alice, two.user_info.container_id), '1,2');
    assert.equal((await start(bob, 'c', { TENSOR_PARALLEL_SIZE: 3 })).status, 400);
  });

  it('that are all busy are no room: 409, saying who has them', { skip }, async (test) => {
    const template = '  gpus: tensor_parallel';
    const gateway = await userGateway(test, { template, rest: 'gpus: 1\nmodels: {}', flags: ['--ttft-ms', '1000'] });
    const { started, send, alice, bob, start } = gateway;
    const { user_info } = await started(alice, 'a');
    const answering = send('POST', '/v1/chat/completions', alice, JSON.parse(chat('a')));
    await until('it is busy', async () => {
      const { in_flight } = (await send('GET', `/v1/engines/${user_info.container_id}`, alice)).json();
      return in_flight === 1;
    });
    const refused = await start(bob, 'b');
    assert.equal(refused.status, 409, refused.text);
    assert.match(refused.text, /1 GPU is asked for, and 0 of 1 are free: a-\w+ has 0/);
    assert.equal((await answering).status, 200);
    await started(bob, 'b');
  });
});

describe('the hub token of a user', () => {
  it('is none where it is empty, as older clients send it', async (test) => {
    const { started, terminate, alice, send } = await userGateway(test);
    for (const HUGGING_FACE_HUB_TOKEN of ['', null, ' \n']) {
      const { user_info } = await started(alice, 'a', { HUGGING_FACE_HUB_TOKEN });
      const { pid } = (await send('GET', `/v1/engines/${user_info.container_id}`, alice)).json();
      if (process.platform === 'linux') {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        assert.ok(!environment.includes('HF_TOKEN='), 'it would hide one that the machine has');
      }
      await terminate(alice, user_info.container_id);
    }
  });

  it('reaches the engine by its environment, and nothing else', async (test) => {
    const dir = await mkdtemp(join(tmpdir(), 'roundhouse-token-'));
    test.after(() => rm(dir, { recursive: true }));
    const { started, alice, send, admin } = await userGateway(test, { dataDir: dir });
    const token = 'hf_averysecrettoken';
    // As `cat` gives it.
    const { user_info } = await started(alice, 'a', { HUGGING_FACE_HUB_TOKEN: `${token}\n` });
    const { pid } = (await send('GET', `/v1/engines/${user_info.container_id}`, alice)).json();
    if (process.platform === 'linux') {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      assert.ok(environment.includes(`HF_TOKEN=${token}`));
      assert.ok(environment.includes('TEMPLATE=yes'));
      assert.ok(!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(token));
    }
    for (const path of ['/v1/engines', '/active_models/', '/v1/models', `/v1/engines/${user_info.container_id}/logs`])
      assert.ok(!(await send('GET', path, admin)).text.includes(token), path);
    for (const file of readdirSync(dir)) assert.ok(!readFileSync(join(dir, file)).includes(token), file);
  });
});

describe('engines of users over a restart of the gateway', () => {
  it('are gone, and their records say so', async (test) => {
    const dir = await mkdtemp(join(tmpdir(), 'roundhouse-restart-'));
    test.after(() => rm(dir, { recursive: true }));
    const first = await userGateway(test, { dataDir: dir });
    const { user_info } = await first.started(first.alice, 'a');
    await first.running.gateway.stop();
    const again = await runGateway(yamlOf({}), { dataDir: dir });
    test.after(() => again[Symbol.asyncDispose]());
    const { token, send } = accountCalls(() => again.url);
    const alice = await token('alice');
    assert.deepEqual((await send('GET', '/active_models/', alice)).json(), []);
    const ended = await send('POST', '/vllm_request/terminate', alice, { container_id: user_info.container_id });
    assert.equal(ended.json()['status'], 'gone: the gateway was stopped');
    const bob = await send('POST', '/vllm_request/terminate', await token('bob'), {
      container_id: user_info.container_id,
    });
    assert.equal(bob.status, 404);
  });

  it('are gone after a kill -9 too', async (test) => {
    const dir = await mkdtemp(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rm(dir, { recursive: true }));
    const first = await userGateway(test, { dataDir: dir });
    const { user_info } = await first.started(first.alice, 'a');
    // What a gateway that was killed leaves behind: its data directory as it is in this moment.
    const copy = await mkdtemp(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rm(copy, { recursive: true }));
    await cp(dir, copy, { recursive: true });
    // A container that is made anew has another host name.
    const database = new Database(join(copy, 'roundhouse.db'));
    database.prepare('update user_engines set gateway = ?').run(`0ab1c2d3e4f5:${copy}`);
    database.close();
    const again = await runGateway(yamlOf({}), { dataDir: copy });
    test.after(() => again[Symbol.asyncDispose]());
    const { token, send } = accountCalls(() => again.url);
    const ended = await send('POST', '/vllm_request/terminate', await token('alice'), {
      container_id: user_info.container_id,
    });
    assert.equal(ended.json()['status'], 'gone: the gateway was restarted');
  });
});
