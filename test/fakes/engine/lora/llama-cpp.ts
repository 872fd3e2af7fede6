/** llama-server: LoRA adapters by `--lora` and `--lora-scaled` at the start, `lora: [{id, scale}]` in a request. */
import { fieldsOf, jsonReply, type LoraFake } from './lora-fake.ts';

/** `FILE:SCALE`; the scale of `--lora` is 1. */
export interface StartedLora {
  readonly path: string;
  scale: number;
}

/** The other routes answer by the scales of the start. */
const heeds: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/completions', '/v1/responses']);

/** Throws where llama-server would refuse to start. */
export function readScaled(argument: string): StartedLora {
  const parts = argument.split(':');
  if (parts.length !== 2 || parts[0] === undefined) throw new Error('lora-scaled format: FNAME:SCALE');
  return { path: parts[0], scale: Number(parts[1]) };
}

export function llamaCppLoraFake(started: readonly StartedLora[]): LoraFake {
  const adapters = started.map((it) => ({ ...it }));
  const scalesOf = (value: unknown): ReadonlyMap<unknown, number> =>
    new Map((Array.isArray(value) ? value : []).map((it) => [it?.id, Number(it?.scale ?? 0)]));
  return {
    owns: (method, path) => path === '/lora-adapters' && (method === 'GET' || method === 'POST'),
    answer(method, _path, bytes) {
      if (method === 'GET') return { ...jsonReply(200, null), body: withFloats(JSON.stringify(adapters.map(listed))) };
      const scales = fieldsOf(bytes);
      if (!Array.isArray(scales)) {
        const error = { code: 400, message: 'Request body must be an array', type: 'invalid_request_error' };
        return jsonReply(400, { error });
      }
      const wanted = scalesOf(scales);
      for (const [id, adapter] of adapters.entries()) adapter.scale = wanted.get(id) ?? 0;
      return jsonReply(200, { success: true });
    },
    choose(path, body) {
      const asked = heeds.has(path) && Array.isArray(body['lora']) ? scalesOf(body['lora']) : null;
      const scale = (adapter: StartedLora, id: number): number =>
        asked === null ? adapter.scale : (asked.get(id) ?? 0);
      const used = adapters.filter((adapter, id) => scale(adapter, id) !== 0);
      return { lora: used.length === 0 ? null : used.map((it) => it.path).join(',') };
    },
  };
}

const listed = ({ path, scale }: StartedLora, id: number) => ({ id, path, scale, task_name: '', prompt_prefix: '' });

/** Scales are floats there: `0` is written `0.0`. */
const withFloats = (json: string): string => json.replace(/("scale":-?\d+)(?=,)/g, '$1.0');
