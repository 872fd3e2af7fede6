/** What the gateway knows of LoRA adapters in the embedded engine, against the real program. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { embedded } from '../../../server/engines/kinds/embedded/index.ts';
import type { EngineTarget } from '../../../server/engines/kinds/kind.ts';
import { type EngineUnderTest, freePort, japan, startEmbedded, tinyModel } from './embedded-process.ts';

const pirateFile = join(import.meta.dirname, '../../../models/pirate-lora.gguf');
const base = 'tiny';
const timeoutMs = 10_000;

const support = embedded.lora;
assert.ok(support?.by === 'call');
const { load, unload, loaded, select, selectBase } = support;

describe('the kind `embedded` and its LoRA adapters', () => {
  let engine: EngineUnderTest;
  let target: EngineTarget;
  before(async () => {
    engine = await startEmbedded('--context', '256', '--parallel', '1', '--max-loras', '2');
    target = { baseUrl: engine.url, headers: {}, healthPath: null };
  });
  after(() => engine?.stop());

  const file = (name: string, path = pirateFile, inPlace = false) => ({ name, path, inPlace });
  const requestOf = (model: string) => {
    const body = { model, messages: japan, temperature: 0 };
    return { path: '/v1/chat/completions', bytes: Buffer.from(JSON.stringify(body)), body, engineModel: null };
  };
  const send = async (bytes: Buffer) => {
    const { json } = await engine.post('/v1/chat/completions', bytes.toString());
    return json.choices?.[0].message.content ?? json.error.message;
  };

  it('takes one GGUF file', () => assert.deepEqual(support.formats, ['gguf']));

  it('loads one, sees it, picks it, unloads it, and sees it gone', async () => {
    assert.deepEqual(await loaded(target, base, timeoutMs), []);
    const result = await load(target, file('pirate'), timeoutMs);
    assert.deepEqual(result, { ok: true, message: "Success: LoRA adapter 'pirate' added successfully." });
    assert.deepEqual(await loaded(target, base, timeoutMs), [{ name: 'pirate', path: pirateFile, id: null }]);
    const chosen = select(requestOf('its alias'), { name: 'pirate', id: null, baseModel: base });
    assert.match(await send(chosen), /^Arrr, matey!/);
    assert.equal(await send(selectBase(requestOf('pirate'), base)), 'The capital of Japan is Tokyo.');
    assert.equal((await unload(target, 'pirate', timeoutMs)).ok, true);
    assert.deepEqual(await loaded(target, base, timeoutMs), []);
    assert.equal(await send(chosen), 'The model `pirate` does not exist.');
  });

  it('finds an unload of one that is not there good', async () => {
    const result = await unload(target, 'zzz', timeoutMs);
    assert.equal(result.ok, true);
  });

  it('replaces one in place', async () => {
    await load(target, file('pirate'), timeoutMs);
    assert.equal((await load(target, file('pirate', pirateFile, true), timeoutMs)).ok, true);
    await unload(target, 'pirate', timeoutMs);
  });

  const refuses = async (asked: ReturnType<typeof file>, fault: string, status: number, says: RegExp) => {
    const result = await load(target, asked, timeoutMs);
    assert.ok(!result.ok);
    assert.deepEqual([result.fault, result.status], [fault, status]);
    assert.match(result.reason, says);
  };

  it('says whose fault a refusal is, and what to do', async () => {
    await load(target, file('pirate'), timeoutMs);
    await refuses(file('pirate'), 'caller', 400, /unload it first, or load with `load_inplace: true`/);
    await refuses(file('tiny.q8_0'), 'caller', 400, /choose another `lora_name`/);
    await refuses(file('none', '/no/such.gguf'), 'caller', 404, /found no LoRA adapter "none" at \/no\/such\.gguf/);
    await refuses(
      file('model', tinyModel),
      'caller',
      400,
      /is no LoRA adapter: the embedded engine takes one GGUF file/,
    );
    await refuses(file('folder', '/tmp'), 'caller', 400, /it is a folder/);
    await load(target, file('second'), timeoutMs);
    await refuses(file('third'), 'setup', 400, /no room .* `args: \[--max-loras, N\]`/);
  });

  it('cannot ask an engine that is not there', async () => {
    const nobody = { ...target, baseUrl: `http://127.0.0.1:${await freePort()}` };
    assert.equal(await loaded(nobody, base, timeoutMs), null);
    const result = await load(nobody, file('pirate'), timeoutMs);
    assert.ok(!result.ok && result.fault === 'unreachable');
  });
});
