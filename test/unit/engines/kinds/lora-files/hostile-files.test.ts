/** Files come from anywhere: none may cost more than a moment and a few megabytes, and none may end in anything but an answer. */
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectLora } from '../../../../../server/engines/kinds/lora-files/index.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import {
  adapterConfig,
  adapterValues,
  folderWith,
  gguf,
  ggufAdapter,
  ggufText,
  peftFiles,
  peftShapes,
  pirateFile,
  safetensors,
  u32,
  u64,
  withHeader,
} from './make-files.ts';

/** The message of the refusal, or null; any other error fails the test. */
async function judge(path: string): Promise<string | null> {
  try {
    await inspectLora(path);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'lora_incompatible') return error.message;
    throw error;
  }
}

/** Fails when it takes long or much; memory that is freed again counts too. */
async function cheaply(path: string): Promise<string | null> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const verdict = await judge(path);
  const ms = performance.now() - startedAt;
  const megabytes = (process.memoryUsage().rss - before) / 1e6;
  assert.ok(ms < 2_000, `took ${ms} ms`);
  assert.ok(megabytes < 200, `took ${megabytes} MB`);
  return verdict;
}

/** A file of `size` bytes that takes no room on the disk. */
function sparse(name: string, size: number, head: Buffer, others: Record<string, string> = {}): string {
  const folder = folderWith(others);
  const file = openSync(join(folder, name), 'w');
  writeSync(file, head);
  ftruncateSync(file, size);
  closeSync(file);
  return name.endsWith('.gguf') ? join(folder, name) : folder;
}

const config = { 'adapter_config.json': adapterConfig() };
const terabyte = 2 ** 40;

describe('a hostile safetensors file', () => {
  const withWeights = (weights: Buffer) => folderWith({ ...config, 'adapter_model.safetensors': weights });

  it('that claims a header of 10 GB and is short', async () => {
    assert.match((await cheaply(withWeights(withHeader('{}', 0, 10e9)))) ?? '', /claims a header of 10000000000 bytes/);
  });
  it('that claims a header of 2^64 bytes', async () => {
    assert.match((await cheaply(withWeights(Buffer.alloc(32, 0xff)))) ?? '', /claims a header/);
  });
  it('that has a header of 10 GB is not read; the engine judges', async () => {
    const folder = sparse('adapter_model.safetensors', 11e9, u64(10_000_000_000), config);
    assert.equal(await cheaply(folder), null);
    assert.equal((await inspectLora(folder)).tensors, null);
  });
  for (const [what, header] of Object.entries({
    'deep lists': `{"a":${'['.repeat(5_000_000)}`,
    'deep objects': '{"a":'.repeat(2_000_000),
    'millions of empty objects': `{"a":[${'{},'.repeat(4_000_000)}{}]}`,
    'a string without end': `{"${'x'.repeat(10_000_000)}`,
    'nothing but quotes': '"'.repeat(10_000_000),
    'nothing but backslashes': `{"${'\\'.repeat(9_999_999)}`,
  })) {
    it(`with ${what}`, async () =>
      assert.match((await cheaply(withWeights(withHeader(header)))) ?? '', /header says nothing/));
  }
  for (const [what, entry] of Object.entries({
    'a negative size': { shape: [-1], data_offsets: [0, 0] },
    'a size that is no number': { shape: ['4'], data_offsets: [0, 0] },
    'no size': { data_offsets: [0, 0] },
    'data that is not there': { shape: [4], data_offsets: [0, 9] },
    'a size beyond all numbers': { shape: [1e300], data_offsets: [0, 0] },
    'three places': { shape: [4], data_offsets: [0, 0, 0] },
  })) {
    it(`with ${what}`, async () => {
      const header = JSON.stringify({ 'x.lora_A.weight': entry });
      assert.match((await judge(withWeights(withHeader(header)))) ?? '', /broken safetensors file/);
    });
  }
  it('with names of objects themselves', async () => {
    const header =
      '{"__proto__":{"shape":[4,4],"data_offsets":[0,0]},"constructor":{"shape":[4],"data_offsets":[0,0]}}';
    assert.match((await judge(withWeights(withHeader(header)))) ?? '', /no tensors of a LoRA adapter/);
  });
  it('cut anywhere is refused, or is whole as far as it goes', async () => {
    const whole = safetensors(peftShapes(4, 16));
    const headerEnd = 8 + Number(whole.readBigUInt64LE());
    const folder = withWeights(whole);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
        writeFileSync(join(folder, 'adapter_model.safetensors'), whole.subarray(0, length));
        const verdict = await judge(folder);
        assert.match(verdict ?? '', length < headerEnd ? /broken safetensors file/ : /ends before its tensors do/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a hostile configuration', () => {
  it('of many megabytes', async () => {
    const folder = folderWith({ ...peftFiles(), 'adapter_config.json': `{"r":4,"x":"${'y'.repeat(2_000_000)}"}` });
    assert.match((await cheaply(folder)) ?? '', /larger than 1048576 bytes/);
  });
  it('that is deep', async () => {
    const folder = folderWith({ ...peftFiles(), 'adapter_config.json': '['.repeat(1_000_000) });
    assert.match((await cheaply(folder)) ?? '', /nested too deeply/);
  });
  it('with odd ranks', async () => {
    for (const r of [-1, 0, 1.5, 1e300, '8', [8], { toString: 1 }]) {
      assert.equal((await inspectLora(folderWith(peftFiles({ r })))).rank, 4);
    }
  });
  it('whose type is a book', async () => {
    const message = (await judge(folderWith(peftFiles({ peft_type: 'X'.repeat(100_000) })))) ?? '';
    assert.ok(message.length < 300, `${message.length} characters`);
  });
});

describe('a hostile GGUF file', () => {
  const write = (content: Buffer) => join(folderWith({ 'a.gguf': content }), 'a.gguf');
  const array = (inner: number, count: bigint | number, rest: Buffer = Buffer.alloc(0)) =>
    Buffer.concat([u32(9), u32(inner), u64(count), rest]);

  const claims: readonly [what: string, content: Buffer, says: RegExp][] = [
    ['claims 2^63 values', gguf({ valueCount: 2n ** 63n }), /claims to have Infinity values/],
    ['claims a million tensors', gguf({ tensorCount: 1_000_000n }), /claims to have 1000000 tensors/],
    ['claims one value more than it has', gguf({ valueCount: 1n }), /ends in the middle/],
    ['has a list of 2^60 numbers', gguf({ values: { x: array(0, 2n ** 60n) } }), /ends in the middle/],
    [
      'has a list of 2^60 texts',
      gguf({ values: { x: array(8, 2n ** 60n) } }),
      /a list claims to have Infinity entries/,
    ],
    [
      'has a text of 2^60 letters',
      gguf({ values: { x: Buffer.concat([u32(8), u64(2n ** 60n)]) } }),
      /ends in the middle/,
    ],
    [
      'has a name of 2^60 letters',
      Buffer.concat([gguf({ valueCount: 1n }), u64(2n ** 60n)]),
      /a name claims to have Infinity bytes/,
    ],
    [
      'has a type of a book',
      gguf({ values: { 'general.type': 'x'.repeat(100_000) } }),
      /a name claims to have 100000 bytes/,
    ],
    ['has a value of no type', gguf({ values: { x: u32(99) } }), /the type 99, which is not known/],
    ['has a list of no type', gguf({ values: { x: array(99, 1) } }), /the type 99/],
    [
      'has deep lists',
      gguf({ values: { x: array(9, 1, Buffer.concat(Array(9).fill(Buffer.concat([u32(9), u64(1)])))) } }),
      /nested too deeply/,
    ],
    ['has a tensor of many dimensions', gguf({ tensors: { x: Array(9).fill(1) } }), /9 dimensions/],
  ];
  for (const [what, content, says] of claims) {
    it(`that ${what}`, async () => assert.match((await cheaply(write(content))) ?? '', says));
  }
  it('of a terabyte, with a list of millions of empty texts', async () => {
    const list = Buffer.concat([ggufText('x'), array(8, 4_000_000)]);
    const head = Buffer.concat([gguf({ valueCount: 3n }), list]);
    assert.match((await cheaply(sparse('a.gguf', terabyte, head))) ?? '', /is a whole model/);
  });
  it('of a terabyte, that skips over nearly all of itself', async () => {
    const head = Buffer.concat([gguf({ valueCount: 2n }), ggufText('x'), array(0, terabyte - 4096)]);
    assert.match((await cheaply(sparse('a.gguf', terabyte, head))) ?? '', /header is larger than/);
  });
  it('whose names are those of objects', async () => {
    const tensors = { '__proto__.lora_a': [4, 2], '__proto__.lora_b': [2, 4], 'constructor_norm.weight': [1] };
    assert.equal((await inspectLora(write(gguf({ values: adapterValues, tensors })))).rank, 2);
  });
  it('cut anywhere is refused as broken', async () => {
    const whole = ggufAdapter();
    const path = write(whole);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
        writeFileSync(path, whole.subarray(0, length));
        assert.match((await judge(path)) ?? '', length < 4 ? /neither a GGUF file/ : /broken GGUF file/);
      }),
      { numRuns: 100 },
    );
  });
  it('with any bytes changed is judged all the same', async () => {
    const whole = readFileSync(pirateFile).subarray(0, 8_192);
    const path = write(whole);
    const changes = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const changed = Buffer.from(whole);
        for (const [at, byte] of list) changed[at] = byte;
        writeFileSync(path, changed);
        await judge(path);
      }),
      { numRuns: 200 },
    );
  });
});
