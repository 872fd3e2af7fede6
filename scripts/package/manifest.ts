/** What the published package says of itself, made from the checkout's package.json and lock. Pure. */

export interface PackageJson {
  name: string;
  version: string;
  description?: string;
  license?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
}

/** Packages that travel inside ours, because npm gives an installed package no say (`overrides`) in what they install. */
export const BUNDLED = ['node-llama-cpp', 'swagger-ui-dist'] as const;

const isGpuBuild = (name: string): boolean => /-(cuda|cuda-ext|vulkan)$/.test(name);

/**
 * A bundled package as it travels: without the GPU builds (600 MB; docs/gpu.md), without install scripts (node-llama-cpp's
 * would compile or download), and without the telemetry that swagger-ui-dist depends on.
 */
export function bundledManifest(original: PackageJson): PackageJson {
  const { devDependencies: _, ...manifest } = structuredClone(original);
  delete manifest.scripts;
  manifest.dependencies = without(original.dependencies, (name) => name === '@scarf/scarf');
  manifest.optionalDependencies = without(original.optionalDependencies, isGpuBuild);
  return manifest as PackageJson;
}

/**
 * Ours. What the bundled packages need is listed as our own: npm installs the dependencies of a bundled package only
 * when the bundle is whole, and a bundle that is whole would pin them for ever.
 */
export function publishedManifest(ours: PackageJson, bundled: readonly PackageJson[]): PackageJson {
  const bundledOnes: Record<string, string> = {};
  let dependencies: Record<string, string> = {};
  let optionalDependencies: Record<string, string> = {};
  for (const manifest of bundled) {
    bundledOnes[manifest.name] = manifest.version;
    dependencies = { ...dependencies, ...manifest.dependencies };
    optionalDependencies = { ...optionalDependencies, ...manifest.optionalDependencies };
  }
  return {
    name: ours.name,
    version: ours.version,
    ...(ours.description === undefined ? {} : { description: ours.description }),
    ...(ours.license === undefined ? {} : { license: ours.license }),
    type: 'module',
    // The host's Node runs the launcher only.
    engines: { node: '>=18' },
    bin: { roundhouse: 'bin/roundhouse.cjs' },
    dependencies: sorted({ ...dependencies, ...ours.dependencies, ...bundledOnes }),
    optionalDependencies: sorted({ ...optionalDependencies, ...ours.optionalDependencies }),
    bundleDependencies: [...BUNDLED],
  };
}

function without(
  list: Record<string, string> | undefined,
  leaveOut: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(list ?? {}).filter(([name]) => !leaveOut(name)));
}

const sorted = (list: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
