/** The list of tensors in a GGUF header, and whether llama.cpp would take it: it wants them one behind the other. */
import type { TensorShapes } from '../lora-facts.ts';
import type { ByteCursor } from './byte-cursor.ts';

export interface TensorInfos {
  readonly shapes: TensorShapes;
  /** From the first to the end of the last; 0: not known. */
  readonly dataBytes: number;
  /** What llama.cpp would stop at; null: nothing is known. */
  readonly fault: string | null;
}

/** Above this a header is not even read on. */
const dimensionsMax = 8;
/** ggml's own limits. */
const ggmlDimensionsMax = 4;
const ggmlNameBytesMax = 63;
const ggmlTypeMax = 47;

/** Values per block and bytes per block, by ggml's number: F32, F16, Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, BF16. */
const blocks: ReadonlyMap<number, readonly [values: number, bytes: number]> = new Map([
  [0, [1, 4]],
  [1, [1, 2]],
  [2, [32, 18]],
  [3, [32, 20]],
  [6, [32, 22]],
  [7, [32, 24]],
  [8, [32, 34]],
  [30, [1, 2]],
]);

/** `readName` reads a bounded text. Throws RangeError where the header is broken. */
export async function readTensorInfos(
  cursor: ByteCursor,
  count: number,
  { alignment, readName }: { readonly alignment: number; readonly readName: () => Promise<string> },
): Promise<TensorInfos> {
  const shapes = new Map<string, readonly number[]>();
  let fault: string | null = null;
  /** Where the next one must begin; null behind a tensor whose size is not known here. */
  let next: number | null = 0;
  let dataBytes = 0;
  for (let left = count; left > 0; left--) {
    const name = await readName();
    const shape = await readShape(cursor);
    const type = await cursor.u32();
    const offset = await cursor.u64();
    if (shapes.has(name)) fault ??= 'it has a tensor twice';
    fault ??= faultOf({ name, shape, type });
    if (next !== null && offset !== next) fault ??= 'its tensors do not follow each other';
    const bytes = bytesOf(shape, type);
    dataBytes = Math.max(dataBytes, offset + (bytes ?? 0));
    next = next === null || bytes === null ? null : next + Math.ceil(bytes / alignment) * alignment;
    shapes.set(name, shape);
  }
  return { shapes, dataBytes, fault };
}

async function readShape(cursor: ByteCursor): Promise<readonly number[]> {
  const dimensions = await cursor.u32();
  if (dimensions > dimensionsMax) throw new RangeError(`a tensor claims to have ${dimensions} dimensions`);
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index++) shape.push(await cursor.u64());
  return shape;
}

interface TensorInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
}

function faultOf({ name, shape, type }: TensorInfo): string | null {
  if (Buffer.byteLength(name) > ggmlNameBytesMax)
    return `the name of a tensor is longer than ${ggmlNameBytesMax} bytes`;
  if (shape.length > ggmlDimensionsMax) return `a tensor has ${shape.length} dimensions`;
  if (type > ggmlTypeMax) return `a tensor has the type ${type}, which is not known`;
  if ((shape[0] ?? 1) % (blocks.get(type)?.[0] ?? 1) !== 0) return 'the rows of a tensor are no whole blocks';
  return null;
}

/** null: the size of the type is not known here. */
function bytesOf(shape: readonly number[], type: number): number | null {
  const block = blocks.get(type);
  return block === undefined ? null : (shape.reduce((product, it) => product * it, 1) / block[0]) * block[1];
}
