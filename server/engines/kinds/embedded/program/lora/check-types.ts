/** llama.cpp ends the process, not the load, where one of the values that it asks for is of another type. */
import { open } from 'node:fs/promises';

/** GGUF's numbers for the types that llama.cpp takes for granted. */
const [text, float32] = [8, 6];
const expected: readonly (readonly [key: string, type: number])[] = [
  ['general.type', text],
  ['general.architecture', text],
  ['adapter.type', text],
  ['adapter.lora.alpha', float32],
];

/** They stand at the beginning; converters write nothing large into a LoRA adapter. */
const headBytes = 1024 * 1024;

/** The first value of a wrong type in the header of a GGUF; null where each is as it should be, or not there. */
export async function wrongType(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    return expected.find(([key, type]) => (typeOf(head, key) ?? type) !== type)?.[0] ?? null;
  } finally {
    await file.close();
  }
}

/** A key stands behind its length (u64), and its type (u32) behind it. */
function typeOf(head: Buffer, key: string): number | null {
  const marked = Buffer.alloc(8 + key.length);
  marked.writeBigUInt64LE(BigInt(key.length));
  marked.write(key, 8, 'latin1');
  const end = head.indexOf(marked) + marked.length;
  return end < marked.length || end + 4 > head.length ? null : head.readUInt32LE(end);
}
