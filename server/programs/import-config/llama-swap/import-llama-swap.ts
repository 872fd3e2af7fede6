/** llama-swap's configuration as ours. Its fields: docs/configuration.md and config-schema.json of llama-swap. */
import type { KeyPath } from '../../../platform/config/problems.ts';
import type { ConfigDraft, ModelDraft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import { stripComments } from './command/split-command.ts';
import { type LlamaSwapFile, llamaSwapSchema } from './file-schema.ts';
import { slotsOf } from './groups.ts';
import { TOP_LEVEL, tellLeftBehind } from './left-behind.ts';
import { expandMacros, type Macro, macrosOfModel, readMacros } from './macros.ts';
import { importModel } from './model.ts';
import { createNames, modelAliases } from './names.ts';
import { ENV_ONLY } from './our-text.ts';
import { importPeers } from './peers.ts';

const USED = ['models', 'peers', 'groups', 'matrix', 'routing', 'healthCheckTimeout', 'globalTTL', 'unloadTimeout'];
const USED_TOO = ['logLevel', 'apiKeys', 'hooks', 'macros'];

/** The draft is of use only where the findings have no problems. */
export function importLlamaSwap(value: Record<string, unknown>, findings: Findings): ConfigDraft {
  const macros = readMacros(value['macros'], ['macros'], findings);
  const { models, macros: _, ...rest } = value;
  const parsed = llamaSwapSchema.safeParse({ ...(expandMacros(rest, macros) as object), models });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) findings.problem(issue.path as KeyPath, issue.message);
    return { models: {} };
  }
  const file = parsed.data;
  tellLeftBehind(file, { path: [], used: [...USED, ...USED_TOO], reasons: TOP_LEVEL }, findings);
  tellOfRouting(file, findings);
  const drafts = importModels(file, macros, findings);
  const started = Object.keys(drafts).filter((id) => drafts[id]?.command !== undefined);
  const slots = slotsOf(file, started, findings);
  preload(file, drafts, { slots, findings });
  if (Object.keys(drafts).length === 0 && findings.problems.length === 0)
    findings.problem([], 'has neither models nor peers; there is nothing to import');
  findings.differ(
    [],
    'llama-swap listens on all addresses unless told otherwise; here it is 127.0.0.1:8080. For others write `listen_v4: 0.0.0.0:8080` and `auth`',
  );
  return { slots, ...logLevel(file, findings), ...apiKeys(file, findings), models: drafts };
}

function importModels(file: LlamaSwapFile, macros: readonly Macro[], findings: Findings): Record<string, ModelDraft> {
  const ids = Object.keys(file.models ?? {});
  const names = createNames(ids, findings);
  let port = file.startPort ?? 5800;
  const drafts: Record<string, ModelDraft> = {};
  for (const [id, raw] of Object.entries(file.models ?? {})) {
    const path: KeyPath = ['models', id];
    const own = readMacros((raw as { macros?: unknown } | null)?.macros, [...path, 'macros'], findings);
    const value = expandMacros(withoutComments(raw), macrosOfModel(id, macros, own));
    const draft = importModel(value, {
      id,
      path,
      defaults: {
        healthCheckTimeout: file.healthCheckTimeout ?? null,
        globalTtl: file.globalTTL ?? 0,
        unloadTimeout: file.unloadTimeout || null,
      },
      nextPort: () => port++,
      findings,
    });
    if (draft === null) continue;
    const aliases = names.aliases(modelAliases(value, path, findings), path);
    const { engine, ...more } = draft;
    drafts[id] = { engine, ...(aliases.length > 0 && { aliases }), ...more };
  }
  return { ...drafts, ...importPeers(file.peers ?? {}, names, findings) };
}

/** Macros in a comment are not looked at, nor are those that own macros would bring in again. */
function withoutComments(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const { macros: _, ...model } = raw as Record<string, unknown>;
  for (const key of ['cmd', 'cmdStop']) if (typeof model[key] === 'string') model[key] = stripComments(model[key]);
  return model;
}

function tellOfRouting(file: LlamaSwapFile, findings: Findings): void {
  const scheduler = file.routing?.['scheduler'];
  if (scheduler != null) findings.leave(['routing', 'scheduler'], TOP_LEVEL['scheduling'] as string);
  const onStartup = file.hooks?.on_startup ?? {};
  tellLeftBehind(
    onStartup,
    { path: ['hooks', 'on_startup'], used: ['preload'], reasons: { profile: TOP_LEVEL['profiles'] as string } },
    findings,
  );
}

function preload(
  file: LlamaSwapFile,
  drafts: Record<string, ModelDraft>,
  { slots, findings }: { readonly slots: number; readonly findings: Findings },
): void {
  const path = ['hooks', 'on_startup', 'preload'];
  let count = 0;
  for (const wanted of (file.hooks?.on_startup?.preload ?? []).map((name) => name.trim())) {
    const found = Object.entries(drafts).find(([id, { aliases }]) => id === wanted || aliases?.includes(wanted));
    if (found === undefined) findings.leave(path, `there is no model ${JSON.stringify(wanted)}; nothing to do`);
    else if (found[1].command === undefined)
      findings.leave(path, `${found[0]} runs elsewhere, so there is nothing to start`);
    else {
      drafts[found[0]] = { ...found[1], preload: true };
      count += 1;
    }
  }
  if (count > slots)
    findings.differ(
      path,
      `${count} models are preloaded into ${slots} slot${slots === 1 ? '' : 's'}: they take each other's place; preload as many as fit`,
    );
}

function logLevel(file: LlamaSwapFile, findings: Findings): Pick<ConfigDraft, 'log'> {
  const level = file.logLevel?.trim().toLowerCase() ?? 'info';
  if (level === 'info' || level === '') return {};
  if (level === 'debug' || level === 'warn' || level === 'error') return { log: { level } };
  findings.leave(['logLevel'], 'is no level of a log; `log.level` is debug, info, warn or error');
  return {};
}

/** Keys are never written into ours: only the names of the variables that hold them. */
function apiKeys(file: LlamaSwapFile, findings: Findings): Pick<ConfigDraft, 'auth' | 'api_keys'> {
  const keys = file.apiKeys ?? [];
  if (keys.length === 0) return {};
  findings.differ(
    ['apiKeys'],
    'these keys may ask for answers and read; in llama-swap a key may do everything. Add verbs (`verbs: [infer, read, engines]`) where needed',
  );
  const api_keys = keys.map((key, index) => {
    const named = ENV_ONLY.exec(key)?.[1];
    const holds = `the API key at apiKeys[${index}] of llama-swap's file`;
    const key_env =
      named === undefined
        ? findings.secret(`llama swap key ${index + 1}`, key, holds)
        : findings.variable(named, holds);
    return { name: `key-${index + 1}`, key_env };
  });
  return { auth: 'keys', api_keys };
}
