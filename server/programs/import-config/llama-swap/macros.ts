/**
 * llama-swap's macros. Those of a model take the place of global ones of the same name; the last defined are filled in
 * first, so that a macro may use those above it. `${env.NAME}`, `${PORT}` and `${PID}` are left for later. Pure.
 */
import type { KeyPath } from '../../../platform/config/problems.ts';
import type { Findings } from '../findings.ts';

export interface Macro {
  readonly name: string;
  readonly value: unknown;
}

const NAME = /^[a-zA-Z0-9_-]{1,63}$/;
const RESERVED = new Set(['PORT', 'PID', 'MODEL_ID']);

export function readMacros(value: unknown, path: KeyPath, findings: Findings): readonly Macro[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    findings.problem(path, 'must be a block: the name of each macro, and its text');
    return [];
  }
  return Object.entries(value).flatMap(([name, text]) => {
    const fault = macroFault(name, text);
    if (fault === null) return [{ name, value: text }];
    findings.problem([...path, name], fault);
    return [];
  });
}

function macroFault(name: string, value: unknown): string | null {
  if (!NAME.test(name)) return 'is no name for a macro: letters, digits, - and _ only, at most 63';
  if (RESERVED.has(name)) return 'is a name that llama-swap fills in itself; choose another';
  if (value === null || Array.isArray(value)) return 'must be text, a number, true or false, or a block';
  if (typeof value === 'string' && value.includes(`\${${name}}`)) return 'stands for itself, without end';
  return null;
}

/** Those of one model: `MODEL_ID`, the global ones, and its own over them, in the order in which they are defined. */
export function macrosOfModel(id: string, global: readonly Macro[], own: readonly Macro[]): readonly Macro[] {
  const merged = new Map<string, unknown>([['MODEL_ID', id]]);
  for (const { name, value } of [...global, ...own]) merged.set(name, value);
  return [...merged].map(([name, value]) => ({ name, value }));
}

/** In every text of the value, keys included. A text that is one macro and nothing else becomes its value, as it is. */
export function expandMacros(value: unknown, macros: readonly Macro[]): unknown {
  return macros.reduceRight<unknown>((expanded, macro) => expandOne(expanded, macro), value);
}

function expandOne(value: unknown, macro: Macro): unknown {
  if (typeof value === 'string') return expandText(value, macro);
  if (Array.isArray(value)) return value.map((item) => expandOne(item, macro));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [String(expandText(key, macro)), expandOne(item, macro)]),
  );
}

function expandText(text: string, { name, value }: Macro): unknown {
  const slug = `\${${name}}`;
  if (text === slug) return value;
  // A block cannot stand inside a text: left, and found as a macro that there is not.
  if (typeof value === 'object') return text;
  const filled = String(value);
  const places = text.split(slug).length - 1;
  if (text.length + places * filled.length > MAX_TEXT) throw new MacrosTooLong(name);
  return text.replaceAll(slug, () => filled);
}

/** Far beyond any command line. */
const MAX_TEXT = 1_000_000;

/** A few macros that each stand for two others fill the memory. */
export class MacrosTooLong extends Error {
  constructor(macro: string) {
    super(`macros.${macro}: stands for more than ${MAX_TEXT} characters; shorten it, or those that use it`);
  }
}

/** Names of macros that nothing stands for. */
export function unknownMacros(text: string, known: readonly string[]): string[] {
  const names = [...text.matchAll(/\$\{([a-zA-Z0-9_-]+)\}/g)].map((match) => match[1] as string);
  return [...new Set(names)].filter((name) => !known.includes(name));
}
