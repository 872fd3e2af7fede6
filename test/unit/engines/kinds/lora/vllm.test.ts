import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { LoraByCall, LoraCallResult } from '../../../../../server/engines/kinds/lora.ts';
import { vllm } from '../../../../../server/engines/kinds/vllm/index.ts';
import { captureNames, readCapture } from '../../../../fixtures/read-capture.ts';
import { type CannedAnswer, startCannedEngine } from '../canned-engine.ts';

const lora = vllm.lora as LoraByCall;
const loadPath = '/v1/load_lora_adapter';
const unloadPath = '/v1/unload_lora_adapter';
const file = { name: 'big', path: '/models/big', inPlace: false };

async function engineWith(t: TestContext, answers: Parameters<typeof startCannedEngine>[0]) {
  const engine = await startCannedEngine(answers);
  t.after(() => engine.close());
  return engine;
}

/** What the kind makes of the recorded answer. */
async function resultOf(t: TestContext, name: string): Promise<LoraCallResult> {
  const capture = readCapture('vllm', name);
  const isUnload = capture.request.includes(unloadPath);
  const { target } = await engineWith(t, { [isUnload ? unloadPath : loadPath]: capture });
  return isUnload ? lora.unload(target, 'zzz', 1_000) : lora.load(target, file, 1_000);
}

const refused = (result: LoraCallResult) => {
  assert.ok(!result.ok, 'it was a success');
  return result;
};

/** Every recorded refusal: whose fault it is, its status, and what the reason must say. */
const refusals: readonly [name: string, fault: string, status: number, says: readonly RegExp[]][] = [
  ['lora-load-runtime-updating-off', 'setup', 404, [/VLLM_ALLOW_RUNTIME_LORA_UPDATING=True/, /--enable-lora/]],
  [
    'lora-load-rank-too-big',
    'caller',
    500,
    [/"big" has rank 64/, /up to 16/, /--max-lora-rank 64/, /max_lora_rank 16/],
  ],
  ['lora-load-dup', 'caller', 400, [/has a LoRA adapter "big" already/, /load_inplace/]],
  ['lora-load-basename', 'caller', 400, [/is the name of a model that this vLLM serves/, /lora_name/]],
  ['lora-load-missing-path', 'caller', 404, [/at \/models\/big\./, /readable where vLLM runs/, /container/]],
  ['lora-load-not-adapter', 'caller', 404, [/adapter_config\.json/, /another machine/]],
  ['lora-load-relative-hubname', 'caller', 404, [/org\/does-not-exist/]],
  ['lora-load-empty', 'caller', 400, [/must be provided/]],
  ['lora-load-bad-json', 'caller', 400, [/JSON decode error/]],
  ['lora-load-missing-field', 'caller', 400, [/lora_path/]],
  ['lora-unload-missing-field', 'caller', 400, [/lora_name/]],
];

describe('vLLM refuses a LoRA adapter', () => {
  for (const [name, fault, status, says] of refusals) {
    it(`${name}: it is the fault of the ${fault}`, async (t) => {
      const result = refused(await resultOf(t, name));
      assert.deepEqual([result.fault, result.status], [fault, status]);
      for (const pattern of says) assert.match(result.reason, pattern);
    });
  }

  it('so is every recorded refusal looked at here', () => {
    const known = new Set([...refusals.map(([name]) => name), 'lora-unload-unknown']);
    const recorded = captureNames('vllm').filter(
      (it) => it.startsWith('lora-') && readCapture('vllm', it).status >= 400,
    );
    assert.deepEqual(
      recorded.filter((it) => !known.has(it)),
      [],
    );
  });
});

describe('vLLM loads a LoRA adapter', () => {
  it('and says so in a line of text', async (t) => {
    assert.deepEqual(await resultOf(t, 'lora-load-ok'), {
      ok: true,
      message: "Success: LoRA adapter 'a' added successfully.",
    });
  });
  it('by the names that its API has', async (t) => {
    const engine = await engineWith(t, { [loadPath]: readCapture('vllm', 'lora-load-ok') });
    await lora.load(engine.target, { ...file, inPlace: true }, 1_000);
    await lora.load(engine.target, file, 1_000);
    assert.deepEqual(
      engine.requests.map((it) => [it.method, it.authorization, it.body]),
      [
        ['POST', 'Bearer s3cret', { lora_name: 'big', lora_path: '/models/big', load_inplace: true }],
        ['POST', 'Bearer s3cret', { lora_name: 'big', lora_path: '/models/big' }],
      ],
    );
  });
  for (const [what, answer] of Object.entries<CannedAnswer>({
    'a page': { status: 200, body: '<html>login</html>' },
    'an object': { status: 200, body: '{"detail":"?"}' },
    'a redirect': { status: 302, body: '' },
  })) {
    it(`which ${what} does not prove`, async (t) => {
      const { target } = await engineWith(t, { [loadPath]: answer });
      const result = refused(await lora.load(target, file, 1_000));
      assert.equal(result.fault, 'engine');
      assert.match(result.reason, new RegExp(`answered ${loadPath} with ${answer.status}`));
    });
  }
});

describe('vLLM unloads a LoRA adapter', () => {
  it('and says so in a line of text', async (t) => {
    const result = await resultOf(t, 'lora-unload-ok');
    assert.deepEqual(result, { ok: true, message: "Success: LoRA adapter 'a' removed successfully." });
  });
  it('or does not have it: then there is nothing to do', async (t) => {
    const result = await resultOf(t, 'lora-unload-unknown');
    assert.ok(result.ok);
    assert.match(result.message, /no LoRA adapter "zzz"/);
  });
  it('without its routes there is nobody to tell', async (t) => {
    const { target } = await engineWith(t, {});
    assert.equal(refused(await lora.unload(target, 'a', 1_000)).fault, 'setup');
  });
});

describe('a vLLM in trouble', () => {
  const dead =
    '{"error":{"message":"EngineCore encountered an issue.","type":"InternalServerError","param":null,"code":500}}';
  const cases: readonly [what: string, answer: CannedAnswer, fault: string, says: RegExp][] = [
    ['whose engine has died', { status: 500, body: dead }, 'engine', /has died/],
    ['that fails for a reason of its own', { status: 500, body: '{"error":{"message":"boom"}}' }, 'engine', /boom/],
    ['that refuses the API key', { status: 401, body: '{"error":"Unauthorized"}' }, 'setup', /Unauthorized/],
    ['that is busy', { status: 429, body: '{"error":{"message":"slow down"}}' }, 'engine', /slow down/],
    [
      'started without LoRA',
      { status: 500, body: '{"error":{"message":"LoRA is not enabled."}}' },
      'setup',
      /--enable-lora/,
    ],
    ['that says nothing', { status: 503 }, 'engine', /503 without a body/],
  ];
  for (const [what, answer, fault, says] of cases) {
    it(`${what}: ${fault}`, async (t) => {
      const { target } = await engineWith(t, { [loadPath]: answer });
      const result = refused(await lora.load(target, file, 1_000));
      assert.deepEqual([result.fault, result.status], [fault, answer.status]);
      assert.match(result.reason, says);
    });
  }
  it('that is not there: unreachable', async () => {
    const result = refused(
      await lora.load({ baseUrl: 'http://127.0.0.1:1', headers: {}, healthPath: null }, file, 1_000),
    );
    assert.deepEqual([result.fault, result.status], ['unreachable', null]);
    assert.match(result.reason, /connection refused/);
  });
  it('that does not answer: unreachable, after the time that it was given', async (t) => {
    const { target } = await engineWith(t, { [loadPath]: 'silent' });
    const result = refused(await lora.load(target, file, 50));
    assert.equal(result.fault, 'unreachable');
    assert.match(result.reason, /within 50 ms/);
  });
});

describe('what vLLM has', () => {
  const loadedFrom = async (t: TestContext, answer: CannedAnswer, base = 'tiny') =>
    lora.loaded((await engineWith(t, { '/v1/models': answer })).target, base, 1_000);

  it('is listed beside the base model, with its path', async (t) => {
    assert.deepEqual(await loadedFrom(t, readCapture('vllm', 'models-two-loras')), [
      { name: 'b', path: '/models/lora-b', id: null },
      { name: 'c', path: '/models/lora-a', id: null },
    ]);
  });
  it('is nothing where only the base model is listed, under whatever name', async (t) => {
    assert.deepEqual(await loadedFrom(t, readCapture('vllm', 'models')), []);
    assert.deepEqual(await loadedFrom(t, readCapture('vllm', 'models'), 'other'), []);
  });
  it('a base model of several names is no LoRA adapter', async (t) => {
    const data = [
      { id: 'tiny', parent: null },
      { id: 'gpt-4', parent: null },
      { id: 'a', parent: 'tiny', root: 'a' },
    ];
    const body = JSON.stringify({ data });
    assert.deepEqual(await loadedFrom(t, { status: 200, body }), [{ name: 'a', path: null, id: null }]);
  });
  it('is what has another id, where no parents are told', async (t) => {
    const body = JSON.stringify({ data: [{ id: 'tiny' }, { id: 'a' }, 'b', { id: 7 }] });
    assert.deepEqual(await loadedFrom(t, { status: 200, body }), [{ name: 'a', path: null, id: null }]);
  });
  for (const answer of [{ status: 500 }, { status: 200, body: '[]' }, { status: 200, body: '{"data":{}}' }]) {
    it(`is not known from ${JSON.stringify(answer)}`, async (t) => assert.equal(await loadedFrom(t, answer), null));
  }
});
