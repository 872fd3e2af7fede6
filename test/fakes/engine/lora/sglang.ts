/** SGLang: its LoRA routes are always there, and say so where LoRA is off. An unloaded LoRA adapter still answers. */
import { type AdapterTable, findAdapter } from './adapter-files.ts';
import { fieldsOf, jsonReply, type LoraFake, type LoraReply, recorded } from './lora-fake.ts';

export interface SglangLoraOptions {
  readonly base: string;
  readonly enabled: boolean;
  readonly maxRank: number;
  readonly table: AdapterTable;
  /** As before `/v1/models` listed LoRA adapters. */
  readonly unlisted: boolean;
  /** Says 200 with `success: true` to an unload, and does nothing. */
  readonly deafToUnload: boolean;
}

const loadPath = '/load_lora_adapter';
const unloadPath = '/unload_lora_adapter';
const owned: ReadonlySet<string> = new Set([`POST ${loadPath}`, `POST ${unloadPath}`, 'GET /v1/models']);

/** The other routes answer as the base model. */
const heeds: ReadonlySet<string> = new Set([
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/messages',
]);

interface State {
  readonly loaded: Map<string, string>;
  /** Every name that was ever loaded: those are loaded again when a request names them. */
  readonly ever: Set<string>;
}

export function sglangLoraFake(options: SglangLoraOptions): LoraFake {
  const state: State = { loaded: new Map(), ever: new Set() };
  return {
    owns: (method, path) => owned.has(`${method} ${path}`),
    answer(_method, path, bytes) {
      if (path === '/v1/models') return jsonReply(200, models(options, state));
      const fields = fieldsOf(bytes);
      if (fields === null) return recorded('sglang', 'lora-load-bad-json');
      return path === loadPath ? load(fields, state, options) : unload(fields, state, options);
    },
    choose: (path, body) => (heeds.has(path) ? choose(body, state, options) : { lora: null }),
  };
}

function choose(body: Fields, { ever }: State, { enabled }: SglangLoraOptions): ReturnType<LoraFake['choose']> {
  const model = String(body['model'] ?? '');
  const colon = model.indexOf(':');
  const name = colon >= 0 ? model.slice(colon + 1) : body['lora_path'];
  if (typeof name !== 'string' || name === '') return { lora: null };
  const refusal = (message: string) => ({
    status: 400,
    body: { object: 'error', message, type: 'BadRequestError', param: null, code: 400 },
  });
  if (!enabled) {
    return refusal(
      `LoRA adapter '${name}' was requested, but LoRA is not enabled. Please launch the server with --enable-lora flag and preload adapters using --lora-paths or /load_lora_adapter endpoint.`,
    );
  }
  if (ever.has(name)) return { lora: name };
  return refusal(
    `Got LoRA adapter that has never been loaded: ${name}\nAll loaded adapters: dict_keys(${list(ever)}).`,
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** A list of strings as Python writes it. */
const list = (names: Iterable<string>): string => {
  const quoted = [...names].map((it) =>
    it.includes("'") && !it.includes('"') ? `"${it}"` : `'${it.replaceAll("'", "\\'")}'`,
  );
  return `[${quoted.join(', ')}]`;
};

function outcome(error: string | null, loaded: ReadonlyMap<string, string> | null): LoraReply {
  return jsonReply(error === null ? 200 : 400, {
    rid: null,
    http_worker_ipc: null,
    success: error === null,
    error_message: error ?? '',
    loaded_adapters: loaded === null ? null : Object.fromEntries(loaded),
  });
}

const off = 'LoRA is not enabled. Please set `--enable-lora` to enable LoRA.';

function load(fields: Fields, { loaded, ever }: State, { enabled, maxRank, table }: SglangLoraOptions): LoraReply {
  const { lora_name: name, lora_path: path } = fields;
  if (typeof name !== 'string' || typeof path !== 'string') return recorded('sglang', 'lora-load-missing-field');
  if (!enabled) return outcome(off, null);
  if (loaded.has(name)) return outcome(`Failed to load LoRA adapter ${name} because it is already loaded`, loaded);
  const found = findAdapter(path, table);
  if (found === 'none') {
    const why = "Repo id must be in the form 'repo_name' or 'namespace/repo_name'";
    return outcome(`${why}: '${path}'. Use \`repo_type\` argument if needed.`, loaded);
  }
  if (found === 'other') {
    return outcome(`[Errno 2] No such file or directory: '${path}/adapter_config.json'`, loaded);
  }
  if (found.rank > maxRank) {
    return outcome(
      `LoRA adapter ${name} with rank ${found.rank} is incompatible with the current LoRA memory pool configuration. Please ensure that the LoRA adapter's rank is within the configured \`--max-lora-rank\` and that the target modules are included in \`--lora-target-modules\`.`,
      loaded,
    );
  }
  loaded.set(name, path);
  ever.add(name);
  return outcome(null, loaded);
}

function unload(fields: Fields, { loaded }: State, { enabled, deafToUnload }: SglangLoraOptions): LoraReply {
  const { lora_name: name } = fields;
  if (typeof name !== 'string') return recorded('sglang', 'lora-unload-missing-field');
  if (!enabled) return outcome(off, null);
  if (!loaded.has(name)) {
    return outcome(`LoRA with name ${name} does not exist. Loaded LoRAs: odict_keys(${list(loaded.keys())})`, null);
  }
  if (!deafToUnload) loaded.delete(name);
  return outcome(null, loaded);
}

function models({ base, enabled, unlisted }: SglangLoraOptions, { loaded }: State): object {
  const created = Math.floor(Date.now() / 1000);
  const entry = (id: string, root: string, parent: string | null, context: number | null) => ({
    id,
    object: 'model',
    created,
    owned_by: 'sglang',
    root,
    parent,
    max_model_len: context,
  });
  const loras = enabled && !unlisted ? [...loaded].map(([name, path]) => entry(name, path, base, null)) : [];
  return { object: 'list', data: [entry(base, base, null, 1024), ...loras] };
}
