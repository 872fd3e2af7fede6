/**
 * `node scripts/build-llama-server.ts`: prints the path of a llama-server for the tests, built (4 to 6 minutes on two
 * cores) from the source of llama.cpp inside node-llama-cpp, unless the cache has it. Needs git, cmake, ninja, g++.
 * The cache: `$ROUNDHOUSE_CACHE` or `~/.cache/roundhouse`, `/llama-server/<release of llama.cpp>/llama-server`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const source = join(import.meta.dirname, '../node_modules/node-llama-cpp/llama');
const needed = ['git', 'cmake', 'ninja', 'g++'] as const;
const cmakeFlags = [
  'CMAKE_BUILD_TYPE=Release',
  'BUILD_SHARED_LIBS=OFF',
  // For any machine of this architecture: the cache may travel.
  'GGML_NATIVE=OFF',
  'LLAMA_CURL=OFF',
  'LLAMA_OPENSSL=OFF',
  'LLAMA_BUILD_TESTS=OFF',
  'LLAMA_BUILD_EXAMPLES=OFF',
  'LLAMA_BUILD_UI=OFF',
  'LLAMA_USE_PREBUILT_UI=OFF',
];

/** Progress goes to standard error: standard output is for the path. */
function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', process.stderr, process.stderr] });
}

function release(): string {
  const info = JSON.parse(readFileSync(join(source, 'llama.cpp.info.json'), 'utf8')) as { readonly tag: string };
  if (!/^[\w.-]+$/.test(info.tag)) throw new Error(`llama.cpp.info.json holds no release: ${info.tag}`);
  return info.tag;
}

function checkTools(): void {
  const missing = needed.filter((tool) => {
    try {
      execFileSync(tool, ['--version'], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length > 0)
    throw new Error(`building llama-server needs ${missing.join(', ')}, which cannot be run here`);
}

/** Builds in a folder of its own and renames at the end: the cache holds a whole binary or none. */
function build(target: string): void {
  checkTools();
  const work = mkdtempSync(join(tmpdir(), 'roundhouse-llama-server-'));
  try {
    run('git', ['clone', '--quiet', join(source, 'gitRelease.bundle'), 'src'], work);
    run('cmake', ['-S', 'src', '-B', 'build', '-G', 'Ninja', ...cmakeFlags.map((it) => `-D${it}`)], work);
    run('ninja', ['-C', 'build', 'llama-server'], work);
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.${process.pid}`;
    copyFileSync(join(work, 'build/bin/llama-server'), partial);
    renameSync(partial, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const cache = process.env['ROUNDHOUSE_CACHE'] || join(homedir(), '.cache/roundhouse');
const target = join(cache, 'llama-server', release(), 'llama-server');
try {
  if (!existsSync(target)) build(target);
  console.log(target);
} catch (error) {
  console.error(`build-llama-server: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
