/**
 * `node scripts/build-s3-server.ts`: prints the path of the S3 server for the tests, built (1 to 2 minutes on two cores)
 * with Go unless the cache has it. The cache: `$ROUNDHOUSE_CACHE` or `~/.cache/roundhouse`,
 * `/s3-server/<version>/versitygw`.
 *
 * It is VersityGW (Apache-2.0): one Go command gets it through the module proxy, whose checksums make a version the same
 * everywhere; it is one program over a plain folder, up in 0.1 s with 35 MB; and it is strict where a client can be wrong: it
 * checks SigV4, keeps checksums (CRC-64/NVME by default, as AWS does) and the ETags of uploads in parts, knows If-Match,
 * bucket policies (so anonymous reads) and buckets in the host name. `rclone serve s3` knows neither policies nor checksums,
 * s3s-fs calls itself an experiment, MinIO is under the AGPL.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const version = 'v1.8.0';
const go = 'go';
/** What `go.mod` of that version asks for. Debian 12 has 1.19. */
const oldestGo = [1, 25] as const;

function checkGo(): void {
  let said: string;
  try {
    said = execFileSync(go, ['env', 'GOVERSION'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    throw new Error(`building the S3 server needs Go ${oldestGo.join('.')} or newer, and there is no \`go\` here`);
  }
  const [major = 0, minor = 0] = (/^go(\d+)\.(\d+)/.exec(said) ?? []).slice(1).map(Number);
  if (major < oldestGo[0] || (major === oldestGo[0] && minor < oldestGo[1])) {
    throw new Error(`building the S3 server needs Go ${oldestGo.join('.')} or newer; this is ${said}`);
  }
}

/** Builds in a folder of its own and renames at the end: the cache holds a whole binary or none. */
function build(target: string): void {
  checkGo();
  const work = mkdtempSync(join(tmpdir(), 'roundhouse-s3-server-'));
  try {
    // Without C: the binary needs nothing of this machine's libraries, and the cache may travel.
    execFileSync(
      go,
      ['install', '-trimpath', '-ldflags=-s -w', `github.com/versity/versitygw/cmd/versitygw@${version}`],
      // Progress goes to standard error: standard output is for the path.
      { env: { ...process.env, GOBIN: work, CGO_ENABLED: '0' }, stdio: ['ignore', process.stderr, process.stderr] },
    );
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.${process.pid}`;
    copyFileSync(join(work, 'versitygw'), partial);
    renameSync(partial, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Where this version is, or would be. */
export function cachedS3Server(env: NodeJS.ProcessEnv): string {
  const cache = env['ROUNDHOUSE_CACHE'] || join(homedir(), '.cache/roundhouse');
  return join(cache, 's3-server', version, 'versitygw');
}

if (import.meta.main) {
  const target = cachedS3Server(process.env);
  try {
    if (!existsSync(target)) build(target);
    console.log(target);
  } catch (error) {
    console.error(`build-s3-server: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
