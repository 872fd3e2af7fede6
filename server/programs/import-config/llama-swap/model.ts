/** One model of llama-swap's file. */
import type { KeyPath } from '../../../platform/config/problems.ts';
import { formatDuration } from '../../../platform/config/values/duration.ts';
import type { ModelDraft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import { readRun } from './command/run.ts';
import { type LlamaSwapModel, llamaSwapModelSchema } from './file-schema.ts';
import { OF_A_MODEL, OF_FILTERS, tellLeftBehind } from './left-behind.ts';
import { unknownMacros } from './macros.ts';
import type { ModelPlace } from './model-place.ts';
import { ourText } from './our-text.ts';

const USED = ['cmd', 'cmdStop', 'proxy', 'checkEndpoint', 'aliases', 'env', 'ttl', 'unloadTimeout', 'useModelName'];
const USED_TOO = ['concurrencyLimit', 'filters', 'macros'];

/** `value`: the model with its macros filled in. null: it cannot be imported, and the findings say why. */
export function importModel(value: unknown, place: ModelPlace): ModelDraft | null {
  const { path, findings } = place;
  const parsed = llamaSwapModelSchema.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) findings.problem([...path, ...(issue.path as KeyPath)], issue.message);
    return null;
  }
  const model = parsed.data;
  if (!hasKnownMacros(model, path, findings)) return null;
  tellLeftBehind(model, { path, used: [...USED, ...USED_TOO], reasons: OF_A_MODEL }, findings);
  tellLeftBehind(model.filters ?? {}, { path: [...path, 'filters'], used: [], reasons: OF_FILTERS }, findings);
  const run = readRun(model, place);
  if (run === null) return null;
  const ttl = model.ttl == null || model.ttl === -1 ? place.defaults.globalTtl : model.ttl;
  const concurrency = model.concurrencyLimit ?? 0;
  if (concurrency > 0)
    findings.differ(
      [...path, 'concurrencyLimit'],
      'requests beyond it wait in line (`max_queue`, `max_wait`); llama-swap refused them with 429',
    );
  return {
    ...(run.command !== undefined && ttl > 0 && { idle_unload: formatDuration(ttl * 1000) }),
    ...(concurrency > 0 && { concurrency }),
    ...(model.useModelName ? { engine_model: ourText(model.useModelName, findings) } : {}),
    ...run,
  };
}

function hasKnownMacros(model: LlamaSwapModel, path: KeyPath, findings: Findings): boolean {
  const known = { cmd: ['PORT'], cmdStop: ['PORT', 'PID'], proxy: ['PORT'], checkEndpoint: [] } as const;
  let all = true;
  for (const [key, names] of Object.entries(known))
    for (const name of unknownMacros(model[key as keyof typeof known] ?? '', names)) {
      all = false;
      findings.problem([...path, key], `there is no macro "${name}"; define it in macros, or correct the name`);
    }
  return all;
}
