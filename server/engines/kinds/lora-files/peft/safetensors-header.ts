/** The shapes in a safetensors file: eight bytes of length, then JSON (https://github.com/huggingface/safetensors#format). */
import { isRecord } from '../../engine-call.ts';
import { withFile } from '../file-bytes.ts';
import { incompatible, type TensorShapes } from '../lora-facts.ts';
import { parsePlainJson } from './plain-json.ts';

/** About 100,000 tensors; more than that is left for the engine to judge. */
const headerBytesMax = 16 * 1024 * 1024;

/** null: the header is whole, but too large to be looked into. Throws `lora_incompatible` where the file is broken. */
export async function safetensorsShapes(path: string): Promise<TensorShapes | null> {
  const broken = (why: string) => incompatible(`${path} is a broken safetensors file: ${why}.`);
  return withFile(path, async (file) => {
    const head = await file.read(0, 8);
    if (head.length < 8) throw broken('it has less than eight bytes');
    const length = head.readBigUInt64LE();
    if (length > BigInt(file.size - 8)) throw broken(`it claims a header of ${length} bytes and has ${file.size - 8}`);
    if (length > BigInt(headerBytesMax)) return null;
    const header = await file.read(8, Number(length));
    try {
      return shapesOf(parsePlainJson(header.toString('utf8')), file.size - 8 - Number(length));
    } catch (error) {
      if (error instanceof SyntaxError) throw broken(`its header says nothing: ${error.message}`);
      if (error instanceof RangeError) throw broken(error.message);
      throw error;
    }
  });
}

function shapesOf(header: Readonly<Record<string, unknown>>, dataBytes: number): TensorShapes {
  const shapes = new Map<string, readonly number[]>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const { shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
    if (!isSizes(shape) || !isSizes(offsets)) throw new RangeError('a tensor has no shape or no place');
    if (offsets.length !== 2 || (offsets[1] ?? 0) > dataBytes) throw new RangeError('it ends before its tensors do');
    shapes.set(name, shape);
  }
  return shapes;
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((it) => Number.isSafeInteger(it) && (it as number) >= 0);
}
