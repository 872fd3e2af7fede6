// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
/** `${NAME}` in values: taken from the environment when the file is read. Pure. */
import type { KeyPath } from '../problems.ts';

/** Filled in when an engine is started, so left alone in commands. */
const LEFT_IN_COMMANDS = new Set(['PORT', 'HOST', 'PID', 'ENGINE_ID', 'LORA_ARGS', 'MODEL_PATH', 'MODEL_DIR']);
/** What users ask for when they start an engine: filled in then, so left alone in all of `user_engines`. */
const LEFT_IN_USER_ENGINES = new Set(['MODEL', 'MAX_MODEL_LEN', 'TENSOR_PARALLEL_SIZE', 'SEED']);
const COMMAND_KEYS = new Set<string | number>(['command', 'args', 'stop_command', 'entrypoint']);

export type Env = Readonly<Record<string, string | undefined>>;

export interface Expansion {
  readonly value: string;
  /** Variables whose values went in. */
  readonly names: readonly string[];
  /** Ends of sentences. */
  readonly faults: readonly string[];
}

/**
 * `${NAME}` must be set, `${NAME:-default}` need not be (empty counts as not set, as in a shell), `$${X}` is `${X}` itself.
 * A `$` before anything else is only a `$`.
 */
export function expandEnv(text: string, env: Env, inCommand = false, inUserEngines = false): Expansion {
  const names: string[] = [];
  const faults: string[] = [];
  const value = text.replace(/\$\$\{|\$\{([^}]*)(\}?)/g, (whole, inner: string | undefined, end: string) => {
    if (inner === undefined) return '${';
    const match = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(inner);
    if (match === null || end === '') {
      faults.push('holds a "${" that is not ${NAME} or ${NAME:-default}; for the characters themselves write $${');
      return whole;
    }
    const [, name = '', fallback] = match;
    const left = (inCommand && LEFT_IN_COMMANDS.has(name)) || (inUserEngines && LEFT_IN_USER_ENGINES.has(name));
    if (left && fallback === undefined) return whole;
    const found = Object.hasOwn(env, name) ? env[name] : undefined;
    if (found !== undefined && (found !== '' || fallback === undefined)) {
      names.push(name);
      return found;
    }
    if (fallback === undefined) faults.push(unsetFault(name));
    return fallback ?? whole;
  });
  return { value, names, faults };
}

function unsetFault(name: string): string {
  const hint = LEFT_IN_COMMANDS.has(name) ? ' (Roundhouse fills it in only inside command, args and stop_command)' : '';
  return `the environment variable ${name} is not set${hint}; set it, or give a default: \${${name}:-…}`;
}

export interface ExpandedTree {
  readonly value: unknown;
  /** Every string that changed, with the variables that went in. */
  readonly expanded: readonly { readonly path: KeyPath; readonly names: readonly string[] }[];
  readonly faults: readonly { readonly path: KeyPath; readonly message: string }[];
}

/** Every string of a plain value, keys aside. The value given is not changed. */
export function expandTree(root: unknown, env: Env): ExpandedTree {
  const expanded: { path: KeyPath; names: readonly string[] }[] = [];
  const faults: { path: KeyPath; message: string }[] = [];
  const walk = (value: unknown, path: KeyPath): unknown => {
    if (typeof value === 'string' && value.includes('${')) {
      const result = expandEnv(value, env, isCommandPart(path), path[0] === 'user_engines');
      for (const message of result.faults) faults.push({ path, message });
      if (result.value !== value) expanded.push({ path, names: result.names });
      return result.value;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return { value: walk(root, []), expanded, faults };
}

/** An item of a list named `command`, `args` or `stop_command`. */
function isCommandPart(path: KeyPath): boolean {
  return typeof path.at(-1) === 'number' && COMMAND_KEYS.has(path.at(-2) ?? '');
}
