// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes ${LORA_ARGS} itself
/** LoRA adapters through the gateway's routes, on engines that answer as the recorded ones do. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startFake } from '../../../fakes/start-fake.ts';
import { fakeCommand } from '../fake-command.ts';
import { type Answer, CHAT, call, chat, post, until } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';
import { spawnGateway } from '../spawn-gateway.ts';
import { validateAnswer } from '../validate-answer.ts';

const root = mkdtempSync(join(tmpdir(), 'roundhouse-loras-'));
after(() => rmSync(root, { recursive: true, force: true }));
const peft = join(root, 'pirate-lora');
const gguf = join(root, 'pirate-lora.gguf');
cpSync(new URL('../../../fixtures/models/pirate-lora', import.meta.url).pathname, peft, { recursive: true });
cpSync(new URL('../../../../models/pirate-lora.gguf', import.meta.url).pathname, gguf);
const ROOTS = `download_roots: ["${root}"]\n`;
const tiny = new URL('../../../../models/tiny.q8_0.gguf', import.meta.url).pathname;

const ask = async (url: string, path: string, body?: object, headers = {}): Promise<Answer> => {
  const answer =
    body === undefined ? await call(url, path, { headers }) : await post(url, path, JSON.stringify(body), headers);
  validateAnswer({ method: body === undefined ? 'GET' : 'POST', path, ...answer });
  return answer;
};
const load = (url: string, fields: object, headers = {}): Promise<Answer> =>
  ask(url, '/v1/load_lora_adapter', { lora_name: 'pirate', ...fields }, headers);
const unload = (url: string, name = 'pirate'): Promise<Answer> =>
  ask(url, '/v1/unload_lora_adapter', { lora_name: name });
const codeOf = (answer: Answer): unknown => answer.json().error?.['code'];
const messageOf = (answer: Answer): string => String(answer.json().error?.['message']);

interface Lora {
  readonly state: string;
  readonly wanted: boolean;
  readonly reason: string | null;
  readonly replicas: readonly { readonly engine: string; readonly state: string; readonly reason: string | null }[];
}
const loraOf = async (url: string, name = 'pirate'): Promise<Lora> =>
  (await ask(url, `/v1/lora_adapters/${name}`)).json() as unknown as Lora;
const modelIds = async (url: string): Promise<string[]> =>
  ((await ask(url, '/v1/models')).json() as unknown as { data: { id: string }[] }).data.map(({ id }) => id);

/** Which LoRA adapter the fake engine says that it used: its name, or its path where the engine knows no names; null: none. */
const usedBy = async (url: string, model: string, fields: object = {}): Promise<string | null> => {
  const answer = await post(url, CHAT, chat(model, fields));
  assert.equal(answer.status, 200, answer.text);
  return loraIn(answer.text);
};
const loraIn = (text: string): string | null =>
  (JSON.parse(text) as { fake?: { lora: string | null } }).fake?.lora ?? null;

const vllm = (name: string, ...flags: string[]): string =>
  `${name}: { engine: vllm, command: ${fakeCommand('--kind', 'vllm', '--name', name, '--enable-lora', ...flags)} }`;

describe('a LoRA adapter on vLLM', () => {
  it('is a model of its own from its load to its unload', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${vllm('base')}\n`);
    const { url } = gateway;
    assert.equal(await usedBy(url, 'base'), null);
    const loaded = await load(url, { lora_path: peft });
    assert.equal(loaded.status, 200, loaded.text);
    assert.equal(loaded.json()['status'], 'success');
    assert.deepEqual(await modelIds(url), ['base', 'pirate']);
    const model = (await ask(url, '/v1/models/pirate')).json();
    assert.equal(model['parent'], 'base');
    const { state, wanted, replicas } = await loraOf(url);
    assert.deepEqual([state, wanted, replicas.map((one) => one.state)], ['loaded', true, ['loaded']]);
    assert.equal(await usedBy(url, 'pirate'), 'pirate');
    assert.equal(await usedBy(url, 'base'), null);
    assert.equal((await unload(url)).status, 200);
    assert.deepEqual(await modelIds(url), ['base']);
    const gone = await post(url, CHAT, chat('pirate'));
    assert.deepEqual([gone.status, codeOf(gone)], [404, 'model_not_found']);
    assert.equal((await ask(url, '/v1/lora_adapters/pirate')).status, 404);
    assert.deepEqual((await ask(url, '/v1/lora_adapters')).json()['data'], []);
  });

  it('is loaded by the paths of Patio and SGLang too', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${vllm('base')}\n`);
    const body = { lora_name: 'pirate', lora_path: peft };
    assert.equal((await ask(gateway.url, '/load_lora_adapter', body)).status, 200);
    assert.equal(await usedBy(gateway.url, 'pirate'), 'pirate');
    assert.equal((await ask(gateway.url, '/unload_lora_adapter', { lora_name: 'pirate' })).status, 200);
  });

  it('is on every replica, those that come later too', async () => {
    const yaml = (replicas: number): string =>
      `${ROOTS}slots: 3\nmodels:\n  base: { engine: vllm, preload: true, replicas: ${replicas}, command: ${fakeCommand('--kind', 'vllm', '--name', 'base', '--enable-lora')} }\n`;
    await using gateway = await runGateway(yaml(2));
    const { url } = gateway;
    const ready = async (): Promise<number> => {
      const { data } = (await ask(url, '/v1/engines')).json() as unknown as { data: { state: string }[] };
      return data.filter(({ state }) => state === 'ready').length;
    };
    await until('two are ready', async () => (await ready()) === 2, 20_000);
    assert.equal((await load(url, { lora_path: peft })).status, 200);
    assert.deepEqual(
      (await loraOf(url)).replicas.map(({ state }) => state),
      ['loaded', 'loaded'],
    );
    await gateway.reconfigure(yaml(3));
    await until('three are ready', async () => (await ready()) === 3, 20_000);
    assert.deepEqual(
      (await loraOf(url)).replicas.map(({ state }) => state),
      ['loaded', 'loaded', 'loaded'],
    );
    await Promise.all(Array.from({ length: 30 }, async () => assert.equal(await usedBy(url, 'pirate'), 'pirate')));
  });

  it('is there again before the first request, when its engine was killed', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${vllm('base')}\n`);
    const { url } = gateway;
    assert.equal((await load(url, { lora_path: peft })).status, 200);
    assert.equal(await usedBy(url, 'pirate'), 'pirate');
    for (let round = 0; round < 3; round++) {
      const ready = async () =>
        ((await ask(url, '/v1/engines')).json() as unknown as { data: { pid: number; state: string }[] }).data.find(
          ({ state }) => state === 'ready',
        )?.pid;
      const pid = await ready();
      process.kill(pid as number, 'SIGKILL');
      await until('its end is known', async () => (await ready()) !== pid);
      assert.equal(await usedBy(url, 'pirate'), 'pirate');
    }
  });

  it('is there again when the gateway was killed', async () => {
    const data = mkdtempSync(join(tmpdir(), 'roundhouse-data-'));
    try {
      const yaml = `${ROOTS}models:\n  ${vllm('base')}\n`;
      const first = await spawnGateway(yaml, {}, data);
      assert.equal((await load(first.url, { lora_path: peft })).status, 200);
      first.signal('SIGKILL');
      await first.exited;
      await using second = await spawnGateway(yaml, {}, data);
      assert.deepEqual(await modelIds(second.url), ['base', 'pirate']);
      assert.equal(await usedBy(second.url, 'pirate'), 'pirate');
      assert.equal((await unload(second.url)).status, 200);
      await first.stop();
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('that is elsewhere is loaded again when it was restarted behind our back', async () => {
    const flags = ['--kind', 'vllm', '--name', 'base', '--enable-lora'];
    const first = await startFake(flags);
    await using gateway = await runGateway(`${ROOTS}models: { base: { engine: vllm, url: "${first.url}" } }\n`);
    await until('it is ready', async () => (await ask(gateway.url, '/v1/models')).text.includes('"ready"'));
    assert.equal((await load(gateway.url, { lora_path: peft })).status, 200);
    assert.equal(await usedBy(gateway.url, 'pirate'), 'pirate');
    await first.stop();
    const second = await startFake([...flags, '--port', String(first.port)]);
    try {
      for (let i = 0; i < 3; i++) assert.equal(await usedBy(gateway.url, 'pirate'), 'pirate');
    } finally {
      await second.stop();
    }
  });
});

describe('a LoRA adapter on SGLang', () => {
  it('is asked for as base:adapter, and refused after its unload', async () => {
    const command = fakeCommand('--kind', 'sglang', '--name', 'base', '--enable-lora');
    await using gateway = await runGateway(
      `${ROOTS}models:\n  base: { engine: sglang, health_path: /health, command: ${command} }\n`,
    );
    const { url } = gateway;
    const loaded = await load(url, { lora_path: peft });
    assert.equal(loaded.status, 200, loaded.text);
    assert.equal(await usedBy(url, 'pirate'), 'pirate');
    assert.equal(await usedBy(url, 'base', { lora_path: 'pirate' }), null, 'not behind our back');
    assert.equal((await unload(url)).status, 200);
    for (const name of ['pirate', 'base:pirate']) assert.equal((await post(url, CHAT, chat(name))).status, 404, name);
  });
});

describe('a LoRA adapter on llama.cpp', () => {
  const command = JSON.stringify([
    ...(JSON.parse(fakeCommand('--kind', 'llama.cpp', '--name', 'base')) as string[]),
    '${LORA_ARGS}',
  ]);
  const withArgs = `base: { engine: llama.cpp, health_path: /health, command: ${command} }`;
  const without = `fixed: { engine: llama.cpp, health_path: /health, command: ${fakeCommand('--kind', 'llama.cpp')} }`;

  it('is put into the command line of an engine that is started anew', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${withArgs}\n`);
    const { url } = gateway;
    assert.equal(await usedBy(url, 'base'), null);
    const engine = async (): Promise<string> =>
      ((await ask(url, '/v1/engines')).json() as unknown as { data: { id: string; state: string }[] }).data.find(
        ({ state }) => state === 'ready',
      )?.id ?? '';
    const before = await engine();
    const loaded = await load(url, { lora_path: gguf });
    assert.equal(loaded.status, 200, loaded.text);
    assert.notEqual(await engine(), before);
    assert.equal(await usedBy(url, 'pirate'), gguf);
    assert.equal(await usedBy(url, 'base'), null);
    assert.equal(await usedBy(url, 'base', { lora: [{ id: 0, scale: 1 }] }), null, 'not behind our back');
    assert.equal((await unload(url)).status, 200);
    assert.equal(await usedBy(url, 'base'), null);
  });

  it('needs a place in a verbatim command', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${without}\n`);
    const answer = await load(gateway.url, { lora_path: gguf });
    assert.deepEqual([answer.status, codeOf(answer)], [409, 'lora_conflict']);
    assert.match(messageOf(answer), /\$\{LORA_ARGS\}/);
  });
});

describe('a load that cannot be', () => {
  const models = `models:\n  ${vllm('base')}\n  ${vllm('other')}\n  far: { engine: openai, url: "http://127.0.0.1:1" }\n`;
  let gateway: RunningGateway;
  const running = async (): Promise<string> => {
    gateway ??= await runGateway(`${ROOTS}${models}`);
    return gateway.url;
  };
  after(() => gateway?.[Symbol.asyncDispose]());
  mkdirSync(join(root, 'empty'));

  const refused: readonly (readonly [string, object, number, string, RegExp])[] = [
    ['names no model where several could be meant', { lora_path: peft }, 400, 'invalid_request', /"base".*"other"/],
    ['names a model that there is not', { lora_path: peft, model: 'bse' }, 404, 'model_not_found', /base/],
    ['names a model without LoRA adapters', { lora_path: peft, model: 'far' }, 501, 'not_supported', /openai/],
    [
      'takes the name of a model',
      { lora_name: 'other', lora_path: peft, model: 'base' },
      400,
      'invalid_request',
      /other/,
    ],
    ['is outside of the roots', { lora_path: '/etc', model: 'base' }, 403, 'path_not_allowed', /download roots/],
    [
      'climbs out of the roots',
      { lora_path: `${root}/../..`, model: 'base' },
      403,
      'path_not_allowed',
      /download roots/,
    ],
    ['is not there', { lora_path: join(root, 'none'), model: 'base' }, 400, 'lora_incompatible', /none/],
    ['is empty', { lora_path: join(root, 'empty'), model: 'base' }, 400, 'lora_incompatible', /empty/],
    ['is of the wrong sort', { lora_path: gguf, model: 'base' }, 400, 'lora_incompatible', /PEFT/],
    ['has neither path nor source', { model: 'base' }, 400, 'invalid_request', /lora_path/],
    ['has a source that is none', { source: 'ftp://x', model: 'base' }, 400, 'invalid_request', /source/],
    ['has no name', { lora_name: '', lora_path: peft, model: 'base' }, 400, 'invalid_request', /lora_name/],
  ];
  for (const [what, fields, status, code, message] of refused)
    it(`is refused: it ${what}`, async () => {
      const url = await running();
      const answer = await load(url, fields);
      assert.deepEqual([answer.status, codeOf(answer)], [status, code], answer.text);
      assert.match(messageOf(answer), message);
      assert.deepEqual((await ask(url, '/v1/lora_adapters')).json()['data'], []);
    });

  it('is refused where the name is unknown for an unload', async () => {
    const answer = await unload(await running(), 'nobody');
    assert.deepEqual([answer.status, codeOf(answer)], [404, 'lora_not_found']);
  });
});

describe('an engine that refuses', () => {
  const errors: readonly (readonly [string, string[], number, string, RegExp])[] = [
    ['was not started for it', ['--kind', 'vllm'], 409, 'lora_conflict', /VLLM_ALLOW_RUNTIME_LORA_UPDATING/],
    [
      'takes a lower rank',
      ['--kind', 'vllm', '--enable-lora', '--max-lora-rank', '4'],
      400,
      'lora_incompatible',
      /rank/,
    ],
    ['says so, on SGLang', ['--kind', 'sglang'], 409, 'lora_conflict', /--enable-lora/],
  ];
  for (const [what, flags, status, code, message] of errors)
    it(`arrives as a clear error, and nothing stays: it ${what}`, async () => {
      const engine = await startFake(['--name', 'base', ...flags]);
      const kind = flags[1] as string;
      await using gateway = await runGateway(
        `${ROOTS}models: { base: { engine: ${kind}, health_path: /health, url: "${engine.url}" } }\n`,
      );
      const { url } = gateway;
      try {
        await until('it is ready', async () => (await ask(url, '/v1/models')).text.includes('"ready"'));
        const answer = await load(url, { lora_path: peft });
        assert.deepEqual([answer.status, codeOf(answer)], [status, code], answer.text);
        assert.match(messageOf(answer), message);
        assert.deepEqual(await modelIds(url), ['base']);
        assert.deepEqual((await ask(url, '/v1/lora_adapters')).json()['data'], []);
      } finally {
        await engine.stop();
      }
    });
});

describe('who may', () => {
  const KEYS = `auth: keys
api_keys:
  - { name: one, key_env: KEY_ONE, models: [base], verbs: [infer, read, lora] }
  - { name: two, key_env: KEY_TWO, models: [other], verbs: [infer, read, lora] }
  - { name: reader, key_env: KEY_READER, verbs: [infer, read] }
`;
  const env = { KEY_ONE: 'key-one', KEY_TWO: 'key-two', KEY_READER: 'key-reader' };
  const as = (name: string) => ({ authorization: `Bearer key-${name}` });

  it('load, see and use LoRA adapters of its models only', async () => {
    await using gateway = await runGateway(`${ROOTS}${KEYS}models:\n  ${vllm('base')}\n  ${vllm('other')}\n`, { env });
    const { url } = gateway;
    assert.equal((await load(url, { lora_path: peft }, as('reader'))).status, 403);
    assert.equal((await load(url, { lora_path: peft, model: 'base' }, as('two'))).status, 404);
    assert.equal((await load(url, { lora_path: peft }, as('one'))).status, 200, 'only one model is meant');
    const ids = async (name: string): Promise<string[]> => {
      const answer = await ask(url, '/v1/models', undefined, as(name));
      return (answer.json() as unknown as { data: { id: string }[] }).data.map(({ id }) => id);
    };
    assert.deepEqual([await ids('one'), await ids('two')], [['base', 'pirate'], ['other']]);
    for (const path of ['/v1/lora_adapters/pirate', '/v1/models/pirate'])
      assert.equal((await ask(url, path, undefined, as('two'))).status, 404, path);
    assert.equal((await post(url, CHAT, chat('pirate'), as('two'))).status, 404);
    const unloaded = await ask(url, '/v1/unload_lora_adapter', { lora_name: 'pirate' }, as('two'));
    assert.deepEqual([unloaded.status, codeOf(unloaded)], [404, 'lora_not_found']);
    const taken = await load(url, { lora_path: peft }, as('two'));
    assert.deepEqual([taken.status, codeOf(taken)], [400, 'invalid_request']);
    assert.doesNotMatch(taken.text, /base/, 'the name is taken, but not by whom');
    assert.equal((await post(url, CHAT, chat('pirate'), as('one'))).status, 200);
  });
});

describe('who hears of it on /v1/events', () => {
  const KEYS = `auth: keys
api_keys:
  - { name: one, key_env: KEY_ONE, models: [base], verbs: [read, lora] }
  - { name: two, key_env: KEY_TWO, models: [other], verbs: [read] }
  - { name: all, key_env: KEY_ALL, verbs: [admin] }
`;
  const env = { KEY_ONE: 'key-one', KEY_TWO: 'key-two', KEY_ALL: 'key-all' };
  const as = (name: string) => ({ authorization: `Bearer key-${name}` });

  it('are those who may use the LoRA adapter, and of downloads those who have the verb', async () => {
    await using gateway = await runGateway(`${ROOTS}${KEYS}models:\n  ${vllm('base')}\n  ${vllm('other')}\n`, { env });
    const { url } = gateway;
    const abort = new AbortController();
    const heard = { one: '', two: '' };
    const follow = async (name: 'one' | 'two'): Promise<void> => {
      const { body } = await fetch(`${url}/v1/events`, { headers: as(name), signal: abort.signal });
      const decoder = new TextDecoder();
      void (async () => {
        for await (const chunk of body as ReadableStream<Uint8Array>) heard[name] += decoder.decode(chunk);
      })().catch(() => {});
    };
    await Promise.all([follow('one'), follow('two')]);
    const place = { source: `file://${peft}`, output_dir: join(root, 'heard') };
    assert.equal((await ask(url, '/v1/download_model', place, as('one'))).status, 200);
    assert.equal((await load(url, { lora_path: peft }, as('one'))).status, 200);
    assert.equal((await load(url, { lora_name: 'last', lora_path: peft, model: 'other' }, as('all'))).status, 200);
    await until('it is heard of', () => heard.two.includes('"last"'));
    await until('it is heard of', () => heard.one.includes('"pirate"') && heard.one.includes('"type":"download"'));
    assert.doesNotMatch(heard.two, /"pirate"|"type":"download"/);
    assert.doesNotMatch(heard.one, /"last"/);
    abort.abort();
  });
});

describe('loading again', () => {
  it('is no error for the same files, and needs load_inplace for others', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${vllm('base')}\n`);
    const { url } = gateway;
    const copy = join(root, 'copy');
    cpSync(peft, copy, { recursive: true });
    assert.equal((await load(url, { lora_path: peft })).status, 200);
    assert.equal((await load(url, { lora_path: peft })).status, 200);
    const other = await load(url, { lora_path: copy });
    assert.equal(other.status, 400);
    assert.match(messageOf(other), /load_inplace/);
    const replaced = await load(url, { lora_path: copy, load_inplace: true });
    assert.equal(replaced.status, 200, replaced.text);
    assert.equal((await ask(url, '/v1/lora_adapters/pirate')).json()['lora_path'], copy);
  });

  it('and unloading by many at once ends as the last one said', async () => {
    await using gateway = await runGateway(`${ROOTS}models:\n  ${vllm('base')}\n`);
    const { url } = gateway;
    assert.equal((await post(url, CHAT, chat('base'))).status, 200);
    const rounds = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? load(url, { lora_path: peft }) : unload(url)));
    for (const answer of await Promise.all(rounds)) assert.ok([200, 404].includes(answer.status), answer.text);
    await load(url, { lora_path: peft });
    assert.equal(await usedBy(url, 'pirate'), 'pirate');
  });
});

describe('the embedded engine', () => {
  it('refuses a PEFT folder, and says how to convert it', async () => {
    await using gateway = await runGateway(`${ROOTS}models: { tiny: { engine: embedded, model: "${tiny}" } }\n`);
    const answer = await load(gateway.url, { lora_path: peft });
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'lora_incompatible']);
    assert.match(messageOf(answer), /convert_lora_to_gguf/);
  });
});
