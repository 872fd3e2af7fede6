/**
 * `cluster_config.yaml` of the vLLM management API as ours. Its documents name the port and the admin's password; the
 * other keys are those of the system as it is published, where the file is called `cluster_conf.yaml`.
 */
import type { KeyPath } from '../../../platform/config/problems.ts';
import { parseEngineUrl } from '../../../platform/config/values/engine-url.ts';
import type { ConfigDraft, ModelDraft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import { LEFT_BEHIND, OF_AN_LLM } from './left-behind.ts';

const USED = ['access_token_expire_minutes', 'llms'];
/** As it is published, and as its documents call it. */
const PORTS = ['api_port', 'port'];

/** The draft is of use only where the findings have no problems. */
export function importVllmManagement(value: Record<string, unknown>, findings: Findings): ConfigDraft {
  const keys = new Map(Object.keys(value).map((key) => [key.toLowerCase(), key]));
  const read = (name: string): unknown => value[keys.get(name) ?? ''];
  const models = importLlms(read('llms'), [keys.get('llms') ?? 'LLMs'], findings);
  const portName = PORTS.find((name) => keys.has(name)) ?? '';
  for (const [name, key] of keys) {
    if (name === portName) continue;
    if (USED.includes(name) || value[key] === null) continue;
    const reason = LEFT_BEHIND.find(([pattern]) => pattern.test(name))?.[1];
    findings.leave(
      [key],
      reason ?? 'is not a key that is known of this system; look for what it did in docs/config.md',
    );
  }
  tellOfAdmin(read('admin_username'), findings);
  findings.differ(
    [],
    'engines that users start take slots (here 1), are one to a user, and run as processes: see `slots` and `user_engines` in docs/config.md. ' +
      'For containers as before add `docker: { image: vllm/vllm-openai:TAG }` and `gpus` to user_engines',
  );
  findings.differ(
    [],
    'users, limits and conversations stay in the old databases: add users with POST /db_request/add_user/ or `roundhouse users add`',
  );
  return {
    listen_v4: `0.0.0.0:${port(read(portName), keys.get(portName), findings)}`,
    auth: 'required',
    ...tokenDays(read('access_token_expire_minutes'), [keys.get('access_token_expire_minutes') ?? ''], findings),
    slots: 1,
    user_engines: { engine: 'vllm' },
    models,
  };
}

/** It listens on all addresses, as uvicorn was told to. */
function port(value: unknown, key: string | undefined, findings: Findings): number {
  if (key === undefined) {
    findings.differ([], 'there is no API_port, so it listens on port 8080: see `listen_v4`');
    return 8080;
  }
  const number = plainNumber(value);
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  findings.problem([key], 'must be a port: a number from 1 to 65535');
  return 8080;
}

/** Python's reader of such files takes a number in quotes too. */
const plainNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** The password itself is looked at by nobody: not written, not shown. */
function tellOfAdmin(name: unknown, findings: Findings): void {
  const hint = 'with the password of the first admin (8 characters or more), at the first start only';
  findings.variable(
    'ROUNDHOUSE_ADMIN_PASSWORD',
    `${hint}; or leave it out and run \`roundhouse users add admin --admin\``,
  );
  if (typeof name === 'string' && name.trim() !== 'admin' && name.trim() !== '')
    findings.differ(
      ['admin_username'],
      'the first admin is called admin; for another name run `roundhouse users add NAME --admin`',
    );
}

const MINUTES_A_DAY = 1440;

function tokenDays(value: unknown, path: KeyPath, findings: Findings): Pick<ConfigDraft, 'token_days'> {
  if (value === undefined || value === null) return {};
  const minutes = plainNumber(value);
  if (typeof minutes !== 'number' || minutes <= 0) {
    findings.problem(path, 'must be a number of minutes above 0');
    return {};
  }
  const days = minutes / MINUTES_A_DAY;
  if (days > 365) findings.differ(path, 'a login lasts 365 days at most');
  return { token_days: Math.min(365, Math.max(0.0001, Math.round(days * 10_000) / 10_000)) };
}

function importLlms(value: unknown, path: KeyPath, findings: Findings): Record<string, ModelDraft> {
  const models: Record<string, ModelDraft> = {};
  if (value === undefined || value === null) return models;
  if (!Array.isArray(value)) {
    findings.problem(path, 'must be a list of models');
    return models;
  }
  for (const [index, llm] of value.entries()) {
    const at = [...path, index];
    const read = importLlm(llm, at, findings);
    if (read === null) continue;
    if (Object.hasOwn(models, read.name))
      findings.leave(at, `there is a model "${read.name}" already; give it another name`);
    else models[read.name] = read.model;
  }
  return models;
}

function importLlm(value: unknown, path: KeyPath, findings: Findings): { name: string; model: ModelDraft } | null {
  const { name, url, model_id: modelId, ...rest } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || typeof url !== 'string') {
    findings.problem(path, 'must have a name and a url');
    return null;
  }
  const parsed = parseEngineUrl(url);
  if ('fault' in parsed) {
    findings.problem([...path, 'url'], parsed.fault);
    return null;
  }
  findings.differ([...path, 'url'], "the engine there must speak OpenAI's API (text-generation-inference and vLLM do)");
  for (const key of Object.keys(rest)) findings.leave([...path, key], OF_AN_LLM);
  const engine_model = typeof modelId === 'string' && modelId !== '' ? { engine_model: modelId } : {};
  return { name, model: { engine: 'openai', url: parsed.url, ...engine_model } };
}
