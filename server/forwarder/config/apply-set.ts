/** `--set a.b.c=VALUE`: a value put into the tree that was read from the file. Pure. */
import { parseDocument } from 'yaml';

/** Something is wrong with one `--set`; the message begins with it. */
export class SetFault extends Error {
  constructor(assignment: string, why: string) {
    super(`--set ${assignment}: ${why}`);
    this.name = 'SetFault';
  }
}

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The tree with the value in it; the one given is not changed. Blocks that are missing on the way are made. Throws SetFault. */
export function applySet(root: unknown, assignment: string): unknown {
  const { keys, value } = parseAssignment(assignment);
  const put = (at: unknown, [key, ...rest]: readonly string[], way: readonly string[]): Tree => {
    if (at !== undefined && at !== null && !isTree(at))
      throw new SetFault(assignment, `${way.join('.')} is no block of keys in the file`);
    const name = key as string;
    const below = isTree(at) && Object.hasOwn(at, name) ? at[name] : undefined;
    return { ...(at as Tree | undefined), [name]: rest.length === 0 ? value : put(below, rest, [...way, name]) };
  };
  return put(root, keys, []);
}

function parseAssignment(assignment: string): { readonly keys: readonly string[]; readonly value: unknown } {
  const equals = assignment.indexOf('=');
  if (equals < 0) throw new SetFault(assignment, 'has no "="; write KEY=VALUE, e.g. forwarder.sync.user_port=5005');
  const keys = assignment.slice(0, equals).trim().split('.');
  if (keys.some((key) => key === '' || key === '__proto__'))
    throw new SetFault(assignment, 'the key is not names with dots between them, e.g. forwarder.sync.user_port');
  const document = parseDocument(assignment.slice(equals + 1), { prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) throw new SetFault(assignment, `the value is not YAML: ${fault.message}`);
  return { keys, value: document.toJS({ maxAliasCount: 0 }) };
}
