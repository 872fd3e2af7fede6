/**
 * `node scripts/build-base-image.ts`: prints the path of a tar with a small Debian, to be imported as the Dockerfile's base
 * where images cannot be pulled. Made by debootstrap from the mirror that apt uses here; with this machine's own
 * certificate authorities, so that a build behind a proxy reaches what the machine reaches. Needs Debian and root.
 * The cache: `$ROUNDHOUSE_CACHE` or `~/.cache/roundhouse`, `/base-image/<release>-<architecture>-<recipe>.tar`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ownAuthorities = '/usr/local/share/ca-certificates';

/** The name that the Dockerfile asks for by default. */
export function baseImageName(): string {
  const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8');
  const name = /^ARG BASE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1];
  if (name === undefined) throw new Error('the Dockerfile names no BASE_IMAGE');
  return name;
}

/** `bookworm` of `debian:bookworm-slim`. */
const release = (): string => /:([a-z]+)/.exec(baseImageName())?.[1] ?? '';

/** Where the tar is, or would be. */
export function cachedBaseImage(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['ROUNDHOUSE_CACHE'] || join(homedir(), '.cache/roundhouse');
  // Made anew when this file says something else.
  const recipe = createHash('sha256')
    .update(readFileSync(import.meta.filename))
    .digest('hex')
    .slice(0, 12);
  return join(cache, 'base-image', `${release()}-${process.arch}-${recipe}.tar`);
}

/** Progress goes to standard error: standard output is for the path. */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): void {
  execFileSync(command, args, { cwd, env, stdio: ['ignore', process.stderr, process.stderr] });
}

function mirror(): string {
  const sites = execFileSync('apt-get', ['indextargets', '--format', '$(SITE) $(CODENAME)'], { encoding: 'utf8' });
  const found = sites
    .split('\n')
    .map((line) => line.split(' '))
    .find(([, codename]) => codename === release());
  if (!found?.[0]) throw new Error(`apt knows no mirror of Debian ${release()} here`);
  return found[0];
}

/** Debian's script, unpacked beside the system unless it is installed. */
function debootstrap(work: string): { readonly script: string; readonly env: NodeJS.ProcessEnv } {
  if (existsSync('/usr/sbin/debootstrap')) return { script: '/usr/sbin/debootstrap', env: process.env };
  try {
    run('apt-get', ['download', '-qq', 'debootstrap'], work);
  } catch {
    // The lists are missing or old.
    run('apt-get', ['update', '-qq'], work);
    run('apt-get', ['download', '-qq', 'debootstrap'], work);
  }
  const [file = ''] = readdirSync(work).filter((name) => name.endsWith('.deb'));
  run('dpkg', ['-x', file, 'tool'], work);
  const env = { ...process.env, DEBOOTSTRAP_DIR: join(work, 'tool/usr/share/debootstrap') };
  return { script: join(work, 'tool/usr/sbin/debootstrap'), env };
}

/** Builds in a folder of its own and renames at the end: the cache holds a whole tar or none. */
export function buildBaseImage(target = cachedBaseImage()): string {
  if (existsSync(target)) return target;
  const work = mkdtempSync(join(tmpdir(), 'roundhouse-base-image-'));
  try {
    chmodSync(work, 0o755);
    const { script, env } = debootstrap(work);
    run('sh', [script, '--variant=minbase', release(), 'root', mirror()], work, env);
    const root = join(work, 'root');
    if (existsSync(ownAuthorities)) cpSync(ownAuthorities, join(root, ownAuthorities), { recursive: true });
    // As the public images have it: nobody minds a half-written package in a layer that failed.
    writeFileSync(join(root, 'etc/dpkg/dpkg.cfg.d/unsafe-io'), 'force-unsafe-io\n');
    for (const waste of [
      'var/cache/apt/archives',
      'var/lib/apt/lists',
      'usr/share/doc',
      'usr/share/man',
      'usr/share/locale',
    ]) {
      rmSync(join(root, waste), { recursive: true, force: true });
      mkdirSync(join(root, waste), { recursive: true });
    }
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.${process.pid}`;
    run('tar', ['--numeric-owner', '--exclude=./dev/*', '-C', root, '-cf', partial, '.'], work);
    renameSync(partial, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

if (import.meta.main) {
  try {
    console.log(buildBaseImage());
  } catch (error) {
    console.error(`build-base-image: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
