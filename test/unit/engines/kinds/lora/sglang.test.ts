import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { LoraByCall, LoraCallResult } from '../../../../../server/engines/kinds/lora.ts';
import { sglang } from '../../../../../server/engines/kinds/sglang/index.ts';
import { readKeys } from '../../../../../server/engines/kinds/sglang/read-back.ts';
import { startFake } from '../../../../fakes/start-fake.ts';
import { captureNames, readCapture } from '../../../../fixtures/read-capture.ts';
import { type CannedAnswer, startCannedEngine } from '../canned-engine.ts';

const lora = sglang.lora as LoraByCall;
const file = { name: 'pirate', path: '/models/lora-pirate', inPlace: false };

async function engineWith(t: TestContext, answers: Parameters<typeof startCannedEngine>[0]) {
  const engine = await startCannedEngine(answers);
  t.after(() => engine.close());
  return engine;
}

async function resultOf(t: TestContext, name: string): Promise<LoraCallResult> {
  const capture = readCapture('sglang', name);
  const isUnload = capture.request.includes('/unload_lora_adapter');
  const { target } = await engineWith(t, { [isUnload ? '/unload_lora_adapter' : '/load_lora_adapter']: capture });
  return isUnload ? lora.unload(target, 'pirate', 1_000) : lora.load(target, file, 1_000);
}

const refused = (result: LoraCallResult) => {
  assert.ok(!result.ok, 'it was a success');
  return result;
};

const refusals: readonly [name: string, fault: string, says: readonly RegExp[]][] = [
  ['lora-load-disabled', 'setup', [/--enable-lora/, /--max-lora-rank/, /--lora-target-modules/]],
  ['lora-load-dup', 'caller', [/has a LoRA adapter "pirate" already/]],
  ['lora-load-missing-path', 'caller', [/at \/models\/lora-pirate\./, /readable where SGLang runs/]],
  ['lora-load-not-adapter', 'caller', [/adapter_config\.json/]],
  ['lora-load-rank-too-big', 'caller', [/"pirate" has rank 64/, /--max-lora-rank/, /--lora-target-modules/]],
  ['lora-load-bad-json', 'caller', [/JSON decode error/]],
  ['lora-load-missing-field', 'caller', [/lora_path/]],
  ['lora-unload-missing-field', 'caller', [/lora_name/]],
];

describe('SGLang refuses a LoRA adapter', () => {
  for (const [name, fault, says] of refusals) {
    it(`${name}: it is the fault of the ${fault}`, async (t) => {
      const result = refused(await resultOf(t, name));
      assert.deepEqual([result.fault, result.status], [fault, 400]);
      for (const pattern of says) assert.match(result.reason, pattern);
    });
    it(`${name}, were it said with 200, would be no success either`, async (t) => {
      const { body } = readCapture('sglang', name);
      const { target } = await engineWith(t, { '/load_lora_adapter': { status: 200, body } });
      assert.equal((await lora.load(target, file, 1_000)).ok, false);
    });
  }

  it('so is every recorded refusal looked at here', () => {
    const known = new Set([...refusals.map(([name]) => name), 'lora-unload-unknown', 'lora-chat-unknown']);
    const recorded = captureNames('sglang').filter(
      (it) => it.startsWith('lora-') && readCapture('sglang', it).status >= 400,
    );
    assert.deepEqual(
      recorded.filter((it) => !known.has(it)),
      [],
    );
  });

  it('a server without such routes is told to be newer', async (t) => {
    const { target } = await engineWith(t, {});
    const result = refused(await lora.load(target, file, 1_000));
    assert.equal(result.fault, 'setup');
    assert.match(result.reason, /0\.4\.9/);
  });
  it('nobody there is unreachable', async () => {
    const target = { baseUrl: 'http://127.0.0.1:1', headers: {}, healthPath: null };
    assert.equal(refused(await lora.unload(target, 'a', 1_000)).fault, 'unreachable');
  });
});

describe('a success of SGLang', () => {
  it('is believed where its list agrees', async (t) => {
    assert.deepEqual(await resultOf(t, 'lora-load-ok'), { ok: true, message: 'LoRA adapter "pirate" is loaded.' });
    assert.deepEqual(await resultOf(t, 'lora-unload-ok'), { ok: true, message: 'LoRA adapter "pirate" is unloaded.' });
  });
  it('to unload what is not there is none of ours to do', async (t) => {
    assert.ok((await resultOf(t, 'lora-unload-unknown')).ok);
  });
  it('is not believed where a loaded one is not in its list', async (t) => {
    const body = '{"success":true,"error_message":"","loaded_adapters":{"a":"/models/a"}}';
    const { target } = await engineWith(t, { '/load_lora_adapter': { status: 200, body } });
    const result = refused(await lora.load(target, file, 1_000));
    assert.equal(result.fault, 'engine');
    assert.match(result.reason, /does not list it/);
  });
  it('is not believed where an unloaded one is still in its list', async (t) => {
    const body = '{"success":true,"error_message":"","loaded_adapters":{"pirate":"/models/a"}}';
    const { target } = await engineWith(t, { '/unload_lora_adapter': { status: 200, body } });
    assert.match(refused(await lora.unload(target, 'pirate', 1_000)).reason, /still lists it/);
  });
  for (const body of ['', 'ok', '{}', '{"success":"true"}', '[]']) {
    it(`is not ${JSON.stringify(body)}`, async (t) => {
      const { target } = await engineWith(t, { '/load_lora_adapter': { status: 200, body } });
      assert.equal(refused(await lora.load(target, file, 1_000)).fault, 'engine');
    });
  }
});

describe('SGLang in place', () => {
  it('unloads the old one, then loads the new one', async (t) => {
    const engine = await engineWith(t, {
      '/unload_lora_adapter': readCapture('sglang', 'lora-unload-ok'),
      '/load_lora_adapter': readCapture('sglang', 'lora-load-ok'),
    });
    assert.ok((await lora.load(engine.target, { ...file, inPlace: true }, 1_000)).ok);
    assert.deepEqual(
      engine.requests.map((it) => [it.path, it.body]),
      [
        ['/unload_lora_adapter', { lora_name: 'pirate' }],
        ['/load_lora_adapter', { lora_name: 'pirate', lora_path: '/models/lora-pirate' }],
      ],
    );
  });
  it('loads where there was none', async (t) => {
    const engine = await engineWith(t, {
      '/unload_lora_adapter': readCapture('sglang', 'lora-unload-unknown'),
      '/load_lora_adapter': readCapture('sglang', 'lora-load-ok'),
    });
    assert.ok((await lora.load(engine.target, { ...file, inPlace: true }, 1_000)).ok);
  });
  it('does not load when the old one does not go', async (t) => {
    const engine = await engineWith(t, { '/unload_lora_adapter': { status: 500, body: '{"error":"boom"}' } });
    assert.equal(refused(await lora.load(engine.target, { ...file, inPlace: true }, 1_000)).fault, 'engine');
    assert.equal(engine.requests.length, 1);
  });
});

describe('what SGLang has', () => {
  const loadedFrom = async (t: TestContext, answers: Readonly<Record<string, CannedAnswer>>) =>
    lora.loaded((await engineWith(t, answers)).target, 'tiny', 1_000);

  it('is listed beside the base model, in the newer ones', async (t) => {
    const loaded = await loadedFrom(t, { '/v1/models': readCapture('sglang', 'lora-models') });
    assert.deepEqual(loaded, [{ name: 'pirate', path: '/models/lora-pirate', id: null }]);
  });
  it('is in the refusal of an impossible name, where nothing is listed', async (t) => {
    const answers = {
      '/v1/models': readCapture('sglang', 'models'),
      '/unload_lora_adapter': readCapture('sglang', 'lora-unload-unknown'),
    };
    assert.deepEqual(await loadedFrom(t, answers), [{ name: 'a', path: null, id: null }]);
  });
  it('is nothing where LoRA is off', async (t) => {
    const answers = {
      '/v1/models': readCapture('sglang', 'models'),
      '/unload_lora_adapter': readCapture('sglang', 'lora-load-disabled'),
    };
    assert.deepEqual(await loadedFrom(t, answers), []);
  });
  it('is not known from one that does not answer', async (t) => assert.equal(await loadedFrom(t, {}), null));

  for (const flags of [[], ['--lora-unlisted']]) {
    it(`is read back after each load and unload ${flags.join(' ')}`, async (t) => {
      const table = '{"/m/a":4,"/m/b":4}';
      const engine = await startFake([
        '--kind',
        'sglang',
        '--name',
        'tiny',
        '--enable-lora',
        '--lora-table',
        table,
        ...flags,
      ]);
      t.after(() => engine.stop());
      const target = { baseUrl: engine.url, headers: {}, healthPath: null };
      const names = async () => (await lora.loaded(target, 'tiny', 1_000))?.map((it) => it.name);
      assert.deepEqual(await names(), []);
      for (const name of ['a', 'b'])
        assert.ok((await lora.load(target, { name, path: `/m/${name}`, inPlace: false }, 1_000)).ok);
      assert.deepEqual(await names(), ['a', 'b']);
      assert.ok((await lora.unload(target, 'a', 1_000)).ok);
      assert.deepEqual(await names(), ['b']);
    });
  }
  it('is there still when the unload was a success in words only', async (t) => {
    const engine = await startFake([
      '--kind',
      'sglang',
      '--enable-lora',
      '--deaf-to-unload',
      '--lora-table',
      '{"/m/a":4}',
    ]);
    t.after(() => engine.stop());
    const target = { baseUrl: engine.url, headers: {}, healthPath: null };
    assert.ok((await lora.load(target, { name: 'a', path: '/m/a', inPlace: false }, 1_000)).ok);
    assert.equal((await lora.unload(target, 'a', 1_000)).ok, false);
    assert.deepEqual(
      (await lora.loaded(target, 'fake', 1_000))?.map((it) => it.name),
      ['a'],
    );
  });
});

describe('the list of names in a refusal', () => {
  const cases: readonly [text: string, names: readonly string[] | null][] = [
    ["LoRA with name x does not exist. Loaded LoRAs: odict_keys(['a', 'b-1'])", ['a', 'b-1']],
    ["Loaded LoRAs: dict_keys(['a'])", ['a']],
    ['Loaded LoRAs: odict_keys([])', []],
    ["Loaded LoRAs: odict_keys([\"it's\", 'say \"x\"', 'b\\\\c', 'd\\ne'])", ["it's", 'say "x"', 'b\\c', 'd\ne']],
    ["Loaded LoRAs: odict_keys(['\\xe9\\u65e5\\U0001f600'])", ['é日😀']],
    ["Loaded LoRAs: odict_keys(['a, b', ']) c'])", ['a, b', ']) c']],
    ['LoRA is not enabled.', null],
  ];
  for (const [text, names] of cases) it(text, () => assert.deepEqual(readKeys(text), names));
});
