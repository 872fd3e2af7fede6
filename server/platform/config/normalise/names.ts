import type { ConfigFile } from '../file-schema.ts';
import { formatKeyPath, type KeyPath } from '../problems.ts';
import type { Check } from './check.ts';

const MAX_NAME = 200;

/** Every name and alias, each with the model's own name. Names must be unique over all of them. */
export function checkNames(models: ConfigFile['models'], check: Check): Map<string, string> {
  const names = new Map<string, string>();
  const places = new Map<string, KeyPath>();
  const add = (name: string, model: string, path: KeyPath): void => {
    const fault = nameFault(name);
    if (fault !== null) check.problem(path, fault);
    const other = places.get(name);
    if (other !== undefined)
      check.problem(
        path,
        `the name "${name}" is already taken by ${formatKeyPath(other)}; names and aliases must differ`,
      );
    else {
      places.set(name, path);
      names.set(name, model);
    }
  };
  // All names first: where an alias is equal to a name, the alias is to blame.
  for (const name of Object.keys(models)) add(name, name, ['models', name]);
  for (const [name, model] of Object.entries(models))
    for (const [index, alias] of model.aliases.entries()) add(alias, name, ['models', name, 'aliases', index]);
  return names;
}

function nameFault(name: string): string | null {
  if (name === '') return 'a model needs a name';
  if (name.length > MAX_NAME) return `a name may have at most ${MAX_NAME} characters; this one has ${name.length}`;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return 'a name must not hold control characters';
  if (name === '__proto__') return 'this name is not possible; choose another';
  return null;
}
