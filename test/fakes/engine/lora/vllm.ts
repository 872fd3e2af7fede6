/** vLLM with `VLLM_ALLOW_RUNTIME_LORA_UPDATING=True --enable-lora`; without them the routes do not exist. */
import { type AdapterTable, findAdapter } from './adapter-files.ts';
import { fieldsOf, jsonReply, type LoraFake, type LoraReply, recorded } from './lora-fake.ts';

export interface VllmLoraOptions {
  readonly base: string;
  readonly maxRank: number;
  readonly table: AdapterTable;
}

const loadPath = '/v1/load_lora_adapter';
const unloadPath = '/v1/unload_lora_adapter';
const owned: ReadonlySet<string> = new Set([`POST ${loadPath}`, `POST ${unloadPath}`, 'GET /v1/models']);

const refusal = (status: number, type: string, message: string, param: string | null = null): LoraReply =>
  jsonReply(status, { error: { message, type, param, code: status } });

const success = (name: string, done: string): LoraReply => ({
  status: 200,
  type: null,
  body: `Success: LoRA adapter '${name}' ${done} successfully.`,
});

export function vllmLoraFake(options: VllmLoraOptions): LoraFake {
  const loaded = new Map<string, string>();
  return {
    owns: (method, path) => owned.has(`${method} ${path}`),
    answer(_method, path, bytes) {
      if (path === '/v1/models') return jsonReply(200, models(options.base, loaded));
      const fields = fieldsOf(bytes);
      if (fields === null) return recorded('vllm', 'lora-load-bad-json');
      return path === loadPath ? load(fields, loaded, options) : unload(fields, loaded);
    },
    choose(_path, body) {
      const model = body['model'];
      if (model === undefined || model === options.base) return { lora: null };
      if (typeof model === 'string' && loaded.has(model)) return { lora: model };
      const aliases = [options.base, ...loaded.keys()].join(', ');
      const message = `The model \`${model}\` does not exist. Valid aliases: ${aliases}.`;
      return { status: 404, body: { error: { message, type: 'NotFoundError', param: 'model', code: 404 } } };
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

function load(fields: Fields, loaded: Map<string, string>, { base, maxRank, table }: VllmLoraOptions): LoraReply {
  const { lora_name: name, lora_path: path, load_inplace: inPlace } = fields;
  if (typeof name !== 'string') return missing('lora_name', fields);
  if (typeof path !== 'string') return missing('lora_path', fields);
  const invalid = (message: string): LoraReply => refusal(400, 'InvalidUserInput', message);
  if (name === '' || path === '') return invalid("Both 'lora_name' and 'lora_path' must be provided.");
  if (name === base) return invalid(`The lora adapter '${name}' conflicts with a served base model.`);
  if (loaded.has(name) && inPlace !== true) {
    return invalid(
      `The lora adapter '${name}' has already been loaded. If you want to load the adapter in place, set 'load_inplace' to True.`,
    );
  }
  const found = findAdapter(path, table);
  if (typeof found === 'string') {
    const shown = path.startsWith('/') ? '<path>' : path;
    return refusal(404, 'NotFoundError', `Loading lora ${name} failed: No adapter found for ${shown}`);
  }
  if (found.rank > maxRank) {
    const why = `LoRA rank ${found.rank} is greater than max_lora_rank ${maxRank}.`;
    const message = `Call to add_lora method failed: Worker failed with error '${why}', please check the stack trace above for the root cause`;
    return refusal(500, 'InternalServerError', message);
  }
  loaded.set(name, path);
  return success(name, 'added');
}

function unload(fields: Fields, loaded: Map<string, string>): LoraReply {
  const { lora_name: name } = fields;
  if (typeof name !== 'string') return missing('lora_name', fields);
  if (loaded.delete(name)) return success(name, 'removed');
  return refusal(404, 'NotFoundError', `The lora adapter '${name}' cannot be found.`);
}

function missing(field: string, fields: Fields): LoraReply {
  const input = `<dict of ${Object.keys(fields).length} items>`;
  const message = `1 validation error:\n  {'type': 'missing', 'loc': 'body.${field}', 'msg': 'Field required', 'input': '${input}'}`;
  return refusal(400, 'Bad Request', message, `body.${field}`);
}

function models(base: string, loaded: ReadonlyMap<string, string>): object {
  const created = Math.floor(Date.now() / 1000);
  const entry = (id: string, root: string, parent: string | null, context: number | null) => ({
    id,
    object: 'model',
    created,
    owned_by: 'vllm',
    root,
    parent,
    max_model_len: context,
    permission: [permission(id, created)],
  });
  const loras = [...loaded].map(([name, path]) => entry(name, path, base, null));
  return { object: 'list', data: [entry(base, `/models/${base}`, null, 1024), ...loras] };
}

const permission = (id: string, created: number) => ({
  id: `modelperm-${Buffer.from(id).toString('hex').padEnd(16, '0').slice(0, 16)}`,
  object: 'model_permission',
  created,
  allow_create_engine: false,
  allow_sampling: true,
  allow_logprobs: true,
  allow_search_indices: false,
  allow_view: true,
  allow_fine_tuning: false,
  organization: '*',
  group: null,
  is_blocking: false,
});
