/** LoRA adapters come and go while the engine runs, by vLLM's routes. */
import { resolve } from 'node:path';
import { booleanField, stringField } from '../http/fields.ts';
import type { Call } from '../http/server.ts';
import type { LoraAdapters } from '../lora/lora-adapters.ts';
import { missingField, missingName, nameTooLong } from '../lora/refusals.ts';

const nameCharactersMax = 256;

/** POST /v1/load_lora_adapter {lora_name, lora_path, load_inplace?}: answers when it can be asked for. */
export async function loadLora(loras: LoraAdapters, { body, response }: Call): Promise<void> {
  const name = stringField(body, 'lora_name') ?? '';
  const path = stringField(body, 'lora_path') ?? '';
  if (name === '' || path === '') throw missingField();
  if (name.length > nameCharactersMax) throw nameTooLong(nameCharactersMax);
  await loras.load({ name, path: resolve(path), inPlace: booleanField(body, 'load_inplace') ?? false });
  succeed(response, `Success: LoRA adapter '${name}' added successfully.`);
}

/** POST /v1/unload_lora_adapter {lora_name}: requests that have begun are answered all the same. */
export function unloadLora(loras: LoraAdapters, { body, response }: Call): void {
  const name = stringField(body, 'lora_name') ?? '';
  if (name === '') throw missingName();
  loras.unload(name);
  succeed(response, `Success: LoRA adapter '${name}' removed successfully.`);
}

/** A line of text, as vLLM's. */
function succeed(response: Call['response'], line: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(line) });
  response.end(line);
}
