/** Makes the files of LoRA adapters and models, whole and broken ones, in a folder that goes when the test ends. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

export const pirateFolder = new URL('../../../../fixtures/models/pirate-lora', import.meta.url).pathname;
const models = new URL('../../../../../models', import.meta.url).pathname;
export const pirateFile = join(models, 'pirate-lora.gguf');
export const tinyFile = join(models, 'tiny.q8_0.gguf');

/** Writes files by their paths inside of a new folder, and returns the folder. */
export function folderWith(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'lora-files-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** Safetensors with these shapes, all zeros of one byte. */
export function safetensors(shapes: Shapes): Buffer {
  let end = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const start = end;
    end += shape.reduce((product, it) => product * it, 1);
    return [name, { dtype: 'I8', shape, data_offsets: [start, end] }] as const;
  });
  return withHeader(JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }), end);
}

/** A header as given, behind its length. */
export function withHeader(header: string, dataBytes = 0, claimed = Buffer.byteLength(header)): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(claimed));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(dataBytes)]);
}

/** `layer` of a model with `hidden`: one projection in, one out. */
export const peftShapes = (rank: number, hidden: number, layer = 0): Shapes => ({
  [`base_model.model.model.layers.${layer}.self_attn.q_proj.lora_A.weight`]: [rank, hidden],
  [`base_model.model.model.layers.${layer}.self_attn.q_proj.lora_B.weight`]: [3, rank],
  [`base_model.model.model.layers.${layer}.mlp.down_proj.lora_A.weight`]: [rank, 5],
  [`base_model.model.model.layers.${layer}.mlp.down_proj.lora_B.weight`]: [hidden, rank],
});

export const adapterConfig = (fields: object = {}): string =>
  JSON.stringify({ peft_type: 'LORA', r: 4, lora_alpha: 8, base_model_name_or_path: 'org/base', ...fields });

/** A good PEFT folder, with what is given changed. */
export const peftFiles = (
  fields: object = {},
  shapes: Shapes = peftShapes(4, 16),
): Record<string, string | Buffer> => ({
  'adapter_config.json': adapterConfig(fields),
  'adapter_model.safetensors': safetensors(shapes),
});

export interface GgufParts {
  /** Strings, and numbers as float32; anything else is given as the bytes of type and value. */
  readonly values?: Readonly<Record<string, string | number | Buffer>>;
  readonly tensors?: Shapes;
  readonly version?: number;
  /** What the header claims, where that is not the truth. */
  readonly tensorCount?: bigint;
  readonly valueCount?: bigint;
  /** Of the tensors, all zeros; what they need where it is not given. */
  readonly dataBytes?: number;
}

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
export const u64 = (value: bigint | number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
export const ggufText = (text: string): Buffer => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)]);

export function gguf({
  values = {},
  tensors = {},
  version = 3,
  tensorCount,
  valueCount,
  dataBytes,
}: GgufParts): Buffer {
  const pairs = Object.entries(values);
  let end = 0;
  const infos = Object.entries(tensors).map(([name, shape]) => {
    const offset = end;
    end += Math.ceil((4 * shape.reduce((product, it) => product * it, 1)) / 32) * 32;
    return Buffer.concat([ggufText(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset)]);
  });
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(tensorCount ?? infos.length),
    u64(valueCount ?? pairs.length),
    ...pairs.flatMap(([key, value]) => [ggufText(key), ggufValue(value)]),
    ...infos,
  ]);
  if (infos.length === 0) return head;
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32), Buffer.alloc(dataBytes ?? end)]);
}

function ggufValue(value: string | number | Buffer): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.concat([u32(8), ggufText(value)]);
  const float = Buffer.alloc(4);
  float.writeFloatLE(value);
  return Buffer.concat([u32(6), float]);
}

export const adapterValues = {
  'general.type': 'adapter',
  'general.architecture': 'llama',
  'adapter.type': 'lora',
  'adapter.lora.alpha': 16,
};

/** A good GGUF adapter for a model whose `blk.0.attn_q.weight` is `size` × `size`. */
export const ggufAdapter = (rank = 4, size = 16, values: GgufParts['values'] = {}): Buffer =>
  gguf({
    values: { ...adapterValues, ...values },
    tensors: { 'blk.0.attn_q.weight.lora_a': [size, rank], 'blk.0.attn_q.weight.lora_b': [rank, size] },
  });

export const ggufModel = (size = 16, values: GgufParts['values'] = {}, tensors: Shapes = {}): Buffer =>
  gguf({
    values: { 'general.architecture': 'llama', ...values },
    tensors: { 'blk.0.attn_q.weight': [size, size], ...tensors },
  });
