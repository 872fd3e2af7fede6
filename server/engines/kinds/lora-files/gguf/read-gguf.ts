/**
 * The header of a GGUF file: the few values that are wanted here, and the shapes of its tensors. Everything else, a whole
 * vocabulary too, is passed over without being kept (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
 */
import { withFile } from '../file-bytes.ts';
import { incompatible, type TensorShapes } from '../lora-facts.ts';
import { type ByteCursor, byteCursor } from './byte-cursor.ts';
import { readTensorInfos } from './tensor-infos.ts';

export interface GgufHeader {
  readonly values: ReadonlyMap<string, string | number>;
  readonly tensors: TensorShapes;
  /** What llama.cpp would stop at, its process too; null: nothing is known. */
  readonly fault: string | null;
}

/** A vocabulary of 260,000 tokens takes about 10 MB; the largest headers known have 30 MB. */
const headerBytesMax = 64 * 1024 * 1024;
const entriesMax = 200_000;
const nameBytesMax = 64 * 1024;
const nestingMax = 3;
/** Of one list; the largest vocabularies have 300,000 tokens. */
const textsMax = 4_000_000;
/** Of one list of lists. */
const listsMax = 1_000;

const uint16 = 2;
const uint32 = 4;
const float32 = 6;
const string = 8;
const array = 9;
/** Bytes per value, by GGUF's number for the type; strings and arrays have none. */
const sizes: readonly (number | null)[] = [1, 1, 2, 2, 4, 4, 4, 1, null, null, 8, 8, 8];

/** By their types, which llama.cpp takes for granted. */
const wanted: ReadonlyMap<string, number> = new Map([
  ['general.type', string],
  ['general.architecture', string],
  ['general.alignment', uint32],
  ['adapter.type', string],
  ['adapter.lora.alpha', float32],
  ['split.count', uint16],
]);

/** null: it is no GGUF file. Throws `lora_incompatible` where it is one that is broken or unreadable. */
export async function readGguf(path: string): Promise<GgufHeader | null> {
  return withFile(path, async (file) => {
    if ((await file.read(0, 4)).toString('latin1') !== 'GGUF') return null;
    const cursor = byteCursor(file, headerBytesMax);
    cursor.skip(4);
    try {
      return await readHeader(cursor, file.size);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw incompatible(`${path} is a broken GGUF file: ${error.message}.`, { cause: error });
    }
  });
}

async function readHeader(cursor: ByteCursor, size: number): Promise<GgufHeader> {
  const version = await cursor.u32();
  if (version !== 2 && version !== 3) throw new RangeError(`its version ${version} is not known (2 and 3 are)`);
  const tensorCount = await countOf(cursor, 'tensors');
  const valueCount = await countOf(cursor, 'values');
  const { values, fault } = await readValues(cursor, valueCount);
  const alignment = Number(values.get('general.alignment') ?? 32);
  if (alignment === 0 || !Number.isInteger(Math.log2(alignment))) throw new RangeError(`its alignment is ${alignment}`);
  const infos = await readTensorInfos(cursor, tensorCount, { alignment, readName: () => text(cursor) });
  const needed = Math.ceil(cursor.position() / alignment) * alignment + infos.dataBytes;
  const isShort = infos.dataBytes > 0 && size < needed;
  const short = isShort ? `it has ${size} bytes, and its tensors need ${needed}` : null;
  return { values, tensors: infos.shapes, fault: fault ?? infos.fault ?? short };
}

async function readValues(cursor: ByteCursor, count: number): Promise<Pick<GgufHeader, 'values' | 'fault'>> {
  const values = new Map<string, string | number>();
  let fault: string | null = null;
  for (let left = count; left > 0; left--) {
    const key = await text(cursor);
    const type = await cursor.u32();
    const expected = wanted.get(key);
    if (expected !== undefined && type !== expected) fault ??= `its value ${key} is of the wrong type`;
    if (values.has(key)) fault ??= `it has the value ${key} twice`;
    const value = await readValue(cursor, type, expected === type);
    if (value !== null) values.set(key, value);
  }
  return { values, fault };
}

async function countOf(cursor: ByteCursor, what: string): Promise<number> {
  const count = await cursor.u64();
  if (count > entriesMax) throw new RangeError(`it claims to have ${count} ${what}`);
  return count;
}

/** null: of a type that is not wanted, and passed over. */
async function readValue(cursor: ByteCursor, type: number, keep: boolean): Promise<string | number | null> {
  if (keep && type === string) return text(cursor);
  if (keep && type === uint32) return cursor.u32();
  if (keep && type === float32) return cursor.f32();
  if (keep && type === uint16) return (await cursor.bytes(2)).readUInt16LE();
  await skipValue(cursor, type, 0);
  return null;
}

async function skipValue(cursor: ByteCursor, type: number, nesting: number): Promise<void> {
  if (type === string) return cursor.skip(await cursor.u64());
  if (type !== array) return cursor.skip(sizeOf(type));
  const inner = await cursor.u32();
  const count = await cursor.u64();
  if (inner !== string && inner !== array) return cursor.skip(count * sizeOf(inner));
  if (count > (inner === string ? textsMax : listsMax)) throw new RangeError(`a list claims to have ${count} entries`);
  if (inner === string) return cursor.skipTexts(count);
  if (nesting >= nestingMax) throw new RangeError('its lists are nested too deeply');
  for (let left = count; left > 0; left--) await skipValue(cursor, inner, nesting + 1);
}

function sizeOf(type: number): number {
  const size = sizes[type];
  if (size === undefined || size === null) throw new RangeError(`a value has the type ${type}, which is not known`);
  return size;
}

async function text(cursor: ByteCursor): Promise<string> {
  const length = await cursor.u64();
  if (length > nameBytesMax) throw new RangeError(`a name claims to have ${length} bytes`);
  return (await cursor.bytes(length)).toString('utf8');
}
