/** LoRA adapters in the embedded engine as a real process: loaded and unloaded while it answers. */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EngineUnderTest, japan, readEvents, startEmbedded, tinyModel, until } from './embedded-process.ts';

const chat = '/v1/chat/completions';
const loadPath = '/v1/load_lora_adapter';
const unloadPath = '/v1/unload_lora_adapter';
const pirateFile = join(import.meta.dirname, '../../../models/pirate-lora.gguf');
const tokyo = 'The capital of Japan is Tokyo.';
const arrr = 'Arrr, matey! The capital of Japan is Tokyo, arrr!';
/** An answer that goes on until the context is full: its grammar does not let it end before. */
const endless = {
  messages: [{ role: 'user', content: 'Tell me a story.' }],
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'list', schema: { type: 'array', items: { const: 'on and on' }, minItems: 300 } },
  },
};

describe('LoRA adapters in the embedded engine', () => {
  let engine: EngineUnderTest;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-lora-'));
    engine = await startEmbedded('--context', '512', '--max-loras', '3');
  });
  after(async () => {
    await engine?.stop();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    for (const { id } of await listed()) await engine.post(unloadPath, { lora_name: id });
    await until(async () => (await engine.metric('requests_processing')) === 0, 'every request has ended');
  });

  const load = (lora_name: string, lora_path = pirateFile, more: object = {}) =>
    engine.post(loadPath, { lora_name, lora_path, ...more });
  const loadWell = async (name: string, path = pirateFile, more: object = {}) => {
    const { status, json } = await load(name, path, more);
    assert.equal(status, 200, JSON.stringify(json));
  };
  const unload = (lora_name: string) => engine.post(unloadPath, { lora_name });
  const ask = async (model: string) => {
    const { status, json } = await engine.post(chat, { model, messages: japan, temperature: 0 });
    assert.equal(status, 200, JSON.stringify(json));
    return json.choices[0].message.content;
  };
  const stream = (body: object) =>
    fetch(engine.url + chat, { method: 'POST', body: JSON.stringify({ temperature: 0, ...body, stream: true }) });
  const askStreamed = async (model: string) => {
    const events = await readEvents(await stream({ model, messages: japan }));
    assert.equal(events.at(-1), '[DONE]');
    return events.map((it) => it.choices?.[0]?.delta.content ?? '').join('');
  };
  const listed = async () => {
    const { json } = await engine.get('/v1/models');
    return json.data.filter((it: { parent: string | null }) => it.parent !== null);
  };
  const damaged = async (name: string, change: (bytes: Buffer) => Buffer) => {
    const path = join(folder, name);
    await writeFile(path, change(await readFile(pirateFile)));
    return path;
  };
  const renamed = (from: string, to: string) => (bytes: Buffer) => {
    bytes.write(to, bytes.indexOf(from), 'latin1');
    return bytes;
  };

  it('change the answer of those who ask for them, and of nobody else', async () => {
    assert.equal(await ask('tiny'), tokyo);
    const { status, json, headers } = await load('pirate');
    assert.deepEqual([status, json], [200, "Success: LoRA adapter 'pirate' added successfully."]);
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
    assert.equal(await ask('pirate'), arrr);
    assert.equal(await askStreamed('pirate'), arrr);
    assert.equal(await ask('tiny'), tokyo);
    assert.equal(await askStreamed('tiny'), tokyo);
  });

  it('answer beside the base at the same time, streamed and not', async () => {
    await loadWell('pirate');
    const both = [ask, askStreamed].flatMap((how) => ['tiny', 'pirate'].map(how));
    const answers = await Promise.all([...both, ...both, ...['tiny', 'pirate'].map(ask)]);
    assert.deepEqual(answers, [...[tokyo, arrr, tokyo, arrr], ...[tokyo, arrr, tokyo, arrr], tokyo, arrr]);
  });

  it('answer completions, with the model’s name in the answer', async () => {
    await loadWell('pirate');
    const prompt = '<|im_start|>user\nWhat is the capital of Japan?<|im_end|>\n<|im_start|>assistant\n';
    const body = { prompt, temperature: 0 };
    const [base, pirate] = await Promise.all(
      ['tiny', 'pirate'].map((model) => engine.post('/v1/completions', { ...body, model })),
    );
    assert.deepEqual([base?.json.model, pirate?.json.model], ['tiny', 'pirate']);
    assert.deepEqual([base?.json.choices[0].text, pirate?.json.choices[0].text], [tokyo, arrr]);
  });

  it('change embeddings too', async () => {
    await loadWell('pirate');
    const embed = async (model: string) => {
      const { status, json } = await engine.post('/v1/embeddings', { model, input: 'Hello there' });
      assert.equal(status, 200, JSON.stringify(json));
      return json.data[0].embedding as number[];
    };
    const [base, pirate] = [await embed('tiny'), await embed('pirate')];
    assert.equal(base.length, pirate.length);
    assert.notDeepEqual(base, pirate);
    assert.deepEqual(await embed('tiny'), base);
    assert.deepEqual(await embed('pirate'), pirate);
  });

  it('are listed with the base model as their parent', async () => {
    await loadWell('pirate');
    const { json } = await engine.get('/v1/models');
    const short = json.data.map(({ id, parent, root }: Record<string, string | null>) => ({ id, parent, root }));
    assert.deepEqual(short, [
      { id: 'tiny.q8_0', parent: null, root: tinyModel },
      { id: 'pirate', parent: 'tiny.q8_0', root: pirateFile },
    ]);
  });

  it('are gone after an unload: 404 for their name, and the base answers', async () => {
    await loadWell('pirate');
    const { status, json } = await unload('pirate');
    assert.deepEqual([status, json], [200, "Success: LoRA adapter 'pirate' removed successfully."]);
    for (const path of [chat, '/v1/completions', '/v1/embeddings']) {
      const refused = await engine.post(path, { model: 'pirate', messages: japan, prompt: 'x', input: 'x' });
      assert.equal(refused.status, 404, path);
      assert.deepEqual(refused.json.error, {
        message: 'The model `pirate` does not exist.',
        type: 'NotFoundError',
        param: 'model',
        code: 404,
      });
    }
    assert.equal(await ask('tiny'), tokyo);
    assert.deepEqual(await listed(), []);
    await loadWell('pirate');
    assert.equal(await ask('pirate'), arrr);
  });

  it('answer to the end what they had begun when they were unloaded', async () => {
    await loadWell('pirate');
    const response = await stream({ ...endless, model: 'pirate', max_tokens: 150 });
    assert.equal((await unload('pirate')).status, 200);
    assert.equal((await engine.post(chat, { model: 'pirate', messages: japan })).status, 404);
    assert.equal(await engine.metric('requests_processing'), 1);
    const events = await readEvents(response);
    assert.equal(events.at(-1), '[DONE]');
    assert.equal(events.at(-2).choices[0].finish_reason, 'length');
  });

  it('are replaced in place: the file is read again, and what has begun is answered to the end', async () => {
    const path = join(folder, 'changing.gguf');
    await copyFile(pirateFile, path);
    await loadWell('changing', path);
    assert.equal(await ask('changing'), arrr);
    const begun = await stream({ ...endless, model: 'changing', max_tokens: 100 });
    // The scale of the adapter is alpha by rank: with none of it, the base answers.
    await writeFile(path, await readFile(await damaged('silent.gguf', withoutAlpha)));
    await loadWell('changing', path, { load_inplace: true });
    assert.equal(await ask('changing'), tokyo);
    assert.equal((await listed()).length, 1);
    assert.equal((await readEvents(begun)).at(-1), '[DONE]');
  });

  it('are loaded by a load in place that has nothing to replace', async () => {
    await loadWell('pirate', pirateFile, { load_inplace: true });
    assert.equal(await ask('pirate'), arrr);
  });

  it('may share a file, and go one by one', async () => {
    await Promise.all([loadWell('one'), loadWell('two')]);
    assert.equal((await unload('one')).status, 200);
    assert.equal(await ask('two'), arrr);
  });

  describe('are refused', () => {
    const refuses = async (name: string, path: string, status: number, type: string, says: RegExp) => {
      const { json, ...answer } = await load(name, path);
      assert.equal(answer.status, status, JSON.stringify(json));
      const { message, ...rest } = json.error;
      assert.deepEqual(rest, { type, param: null, code: status });
      assert.match(message, says);
      assert.ok(!message.includes(folder), 'the path is not told');
      assert.equal(await ask('tiny'), tokyo, 'the base goes on');
    };

    it('when they are there already, also when both come at once', async () => {
      const statuses = (await Promise.all([load('pirate'), load('pirate')])).map((it) => it.status);
      assert.deepEqual(statuses.sort(), [200, 400]);
      await refuses(
        'pirate',
        pirateFile,
        400,
        'InvalidUserInput',
        /^The lora adapter 'pirate' has already been loaded\./,
      );
    });

    it('under the name of the base model', () =>
      refuses('tiny.q8_0', pirateFile, 400, 'InvalidUserInput', /conflicts with a served base model/));

    it('where there is no file', () =>
      refuses('none', join(folder, 'none.gguf'), 404, 'NotFoundError', /^Loading lora none failed: No adapter found/));

    it('when they are a folder', () => refuses('peft', folder, 400, 'InvalidUserInput', /one GGUF file/));

    it('when they are no GGUF', async () => {
      const path = await damaged('text.gguf', () => Buffer.from('hello, this is text'));
      await refuses('text', path, 400, 'InvalidUserInput', /is not a GGUF file/);
    });

    it('when they are a model and no LoRA adapter', () =>
      refuses('model', tinyModel, 400, 'InvalidUserInput', /expect general.type to be 'adapter'/));

    const wrong: [string, (bytes: Buffer) => Buffer, RegExp][] = [
      ['cut in the middle', (it) => it.subarray(0, 100_000), /corrupted or incomplete/],
      ['cut in their head', (it) => it.subarray(0, 1_000), /damaged or incomplete \(failed to read tensor info\)/],
      [
        'of a wrong type in a value',
        (it) => retyped(it, 'adapter.lora.alpha', 4),
        /adapter.lora.alpha is of a wrong type/,
      ],
      ['of a wrong type in their type', (it) => retyped(it, 'general.type', 4), /general.type is of a wrong type/],
      ['for another architecture', renamed('llama', 'qwen2'), /arch mismatch/],
      ['for a model with more layers', (it) => renamedAll(it, 'blk.3.', 'blk.9.'), /does not exist in base model/],
    ];
    for (const [name, change, says] of wrong) {
      it(`when they are ${name}`, async () => {
        await refuses('bad', await damaged('bad.gguf', change), 400, 'InvalidUserInput', says);
        await loadWell('bad');
        assert.equal(await ask('bad'), arrr, 'the name is free for a good one');
      });
    }

    it('in place of a good one, which stays', async () => {
      await loadWell('pirate');
      const { status } = await load('pirate', join(folder, 'none.gguf'), { load_inplace: true });
      assert.equal(status, 404);
      assert.equal(await ask('pirate'), arrr);
    });

    it('beyond the most that may be loaded, except in place', async () => {
      for (const name of ['a', 'b', 'c']) await loadWell(name);
      await refuses('d', pirateFile, 400, 'InvalidUserInput', /^Loading lora d failed: 3 LoRA adapters are loaded/);
      await loadWell('c', pirateFile, { load_inplace: true });
    });

    it('without a name, without a path, with a name of another type or of great length', async () => {
      const both = { lora_name: 'a', lora_path: pirateFile };
      const bodies = [{}, { lora_name: 'a' }, { ...both, lora_name: '' }, { ...both, lora_name: 7 }];
      for (const body of [...bodies, { ...both, lora_name: 'a'.repeat(257) }]) {
        const { status, json } = await engine.post(loadPath, body);
        assert.equal(status, 400, JSON.stringify(body));
        assert.match(json.error.message, /lora_name/);
      }
      assert.equal((await engine.post(unloadPath, {})).status, 400);
    });

    it('an unload of one that is not there', async () => {
      const { status, json } = await unload('zzz');
      assert.equal(status, 404);
      const message = "The lora adapter 'zzz' cannot be found.";
      assert.deepEqual(json.error, { message, type: 'NotFoundError', param: null, code: 404 });
    });
  });
});

function withoutAlpha(bytes: Buffer): Buffer {
  const key = 'adapter.lora.alpha';
  // After the key come its type (4 bytes) and the value. 0 would mean "no alpha given", that is a scale of 1.
  bytes.writeFloatLE(1e-6, bytes.indexOf(key) + key.length + 4);
  return bytes;
}

function renamedAll(bytes: Buffer, from: string, to: string): Buffer {
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  return bytes;
}

/** Such a value ends llama.cpp's process where it is not noticed before. */
function retyped(bytes: Buffer, key: string, type: number): Buffer {
  bytes.writeUInt32LE(type, bytes.indexOf(key) + key.length);
  return bytes;
}
