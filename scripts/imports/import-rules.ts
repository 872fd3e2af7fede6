/** Who may import whom. Pure: takes what the modules import, gives back what is forbidden about it. */
import { posix } from 'node:path';
import type { ImportStatement } from './parse-imports.ts';

/** Paths from the project's root, with slashes, to what each module imports. */
export type ModuleImports = ReadonlyMap<string, readonly ImportStatement[]>;

/** Lowest first. A part may import from lower layers and from itself, not from its neighbours in the same layer. */
export const LAYERS: readonly (readonly string[])[] = [
  ['server/platform'],
  ['server/accounts', 'server/library', 'server/engines/kinds', 'server/engines/launchers'],
  ['server/engines/fleet'],
  ['server/engines/lora', 'server/engines/metrics', 'server/inference'],
  ['server/endpoints'],
  ['server/edge', 'server/forwarder'],
  ['server/programs'],
  ['server/main.ts'],
];

/** Parts that stand by themselves: of what lies below them they may import these only. */
export const BY_THEMSELVES: ReadonlyMap<string, readonly string[]> = new Map([
  ['server/forwarder', ['server/platform']],
]);

/** These may import anything, and nothing else may import them. */
const FREE = ['scripts', 'test', 'types'];
const FENCED = /^(@ts-rest\/|express$|express\/)/;

const layerOf = (part: string): number => LAYERS.findIndex((layer) => layer.includes(part));

/** The part of the house that a module belongs to; null: a place that no rule knows. */
export function partOf(path: string): string | null {
  const within = (part: string): boolean => path === part || path.startsWith(`${part}/`);
  return [...LAYERS.flat(), 'contract', 'clients', ...FREE].find(within) ?? null;
}

/** One sentence per forbidden import, import cycles included. Empty: all is well. */
export function checkImports(modules: ModuleImports): string[] {
  const broken: string[] = [];
  for (const [path, imports] of modules) {
    const part = partOf(path);
    if (part === null)
      broken.push(`${path}: in no part of the house; add it to LAYERS in scripts/imports/import-rules.ts`);
    else if (!FREE.includes(part)) {
      for (const one of imports) {
        const why = isRelative(one) ? whyNotModule(path, part, one) : whyNotPackage(part, one.specifier);
        if (why !== null) broken.push(`${path}:${one.line}: ${why}`);
      }
    }
  }
  return [...broken, ...findCycles(modules).map((cycle) => `import cycle: ${cycle.join(' → ')}`)];
}

const isRelative = (one: ImportStatement): boolean => one.specifier.startsWith('.');
const targetOf = (path: string, one: ImportStatement): string =>
  posix.normalize(posix.join(posix.dirname(path), one.specifier));

function whyNotPackage(part: string, specifier: string): string | null {
  if (!FENCED.test(specifier) || part === 'contract' || part === 'server/edge') return null;
  return `${specifier} is used in contract/ and server/edge/ only`;
}

function whyNotModule(path: string, part: string, one: ImportStatement): string | null {
  const target = targetOf(path, one);
  const other = partOf(target);
  if (other === part || target === 'package.json') return null;
  if (part === 'contract') return `contract/ imports nothing of ours, but this is ${target}`;
  if (part === 'clients')
    return target.startsWith('specs/') ? null : `clients/ know specs/ only, but this is ${target}`;
  if (other === 'contract') {
    if (one.typeOnly || part === 'server/edge') return null;
    return `values of contract/ are used in server/edge/ only: import types of ${target}, or be given the value`;
  }
  if (other === null || layerOf(other) < 0) return `${part} may not import ${target}`;
  const allowed = BY_THEMSELVES.get(part);
  if (allowed !== undefined && !allowed.includes(other))
    return `${part} stands by itself and may import ${allowed.join(', ')} only, not ${target}`;
  if (layerOf(other) < layerOf(part)) return null;
  const how = layerOf(other) === layerOf(part) ? 'beside' : 'above';
  return `${part} may not import ${target}, which lies ${how} it: declare a port and be given what you need`;
}

/** Each cycle once, beginning and ending with the same module. */
function findCycles(modules: ModuleImports): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path]);
    if (way.includes(path) || done.has(path)) return;
    way.push(path);
    for (const one of modules.get(path) ?? []) {
      if (isRelative(one)) visit(targetOf(path, one));
    }
    way.pop();
    done.add(path);
  };
  for (const path of modules.keys()) visit(path);
  return cycles;
}
