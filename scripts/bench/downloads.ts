/**
 * `node scripts/bench/downloads.ts [--megabytes 1000] [--workers 8] [--rounds 5] [--folder DIR]`: our downloads against curl with
 * the same number of connections, from a plain file server on loopback, in turns. Ends with the medians.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createDownloads } from '../../server/library/downloads/index.ts';
import { silentLog } from '../../server/platform/log.ts';
import { spread } from './statistics.ts';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    workers: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '5' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const bytes = Number(values.megabytes) * 1e6;
const workers = Number(values.workers);
const run = promisify(execFile);

interface Run {
  readonly megabytesPerSecond: number;
  readonly cpuSeconds: number;
}

async function startServer(kind: 'digest' | 'plain'): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(join(import.meta.dirname, 'download-server.ts'), [String(bytes), kind], { silent: true });
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { child, url: `http://127.0.0.1:${text.toString().trim()}` };
}

/** Megabytes per second. */
async function curl(url: string, folder: string): Promise<number> {
  const step = Math.ceil(bytes / workers);
  const parts = Array.from({ length: workers }, (_, index) => [
    ...(index === 0 ? [] : ['--next']),
    ...['-s', '-S', '-r', `${index * step}-${Math.min(bytes, (index + 1) * step) - 1}`],
    ...['-o', join(folder, `part-${index}`), `${url}/bench/model/resolve/main/file.bin`],
  ]).flat();
  const began = performance.now();
  await run('curl', ['--parallel', '--parallel-immediate', '--parallel-max', String(workers), ...parts]);
  return bytes / 1e3 / (performance.now() - began);
}

async function ours(url: string, folder: string): Promise<Run> {
  const downloads = createDownloads({
    policy: () => ({ roots: [folder], endpoints: [], volumeRoot: null }),
    env: { HF_ENDPOINT: url },
    log: silentLog,
  });
  const request = { source: 'bench/model', outputDir: join(folder, 'model'), maxWorkers: workers, keepPartial: false };
  const began = performance.now();
  const cpu = process.cpuUsage();
  await downloads.finished(downloads.start({ ...request, options: {} }).id);
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  await downloads.close();
  return { megabytesPerSecond: bytes / 1e3 / took, cpuSeconds: (user + system) / 1e6 };
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(values.folder, 'bench-downloads-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const kind of ['plain', 'digest'] as const) {
  const { child, url } = await startServer(kind);
  const [theirs, mine]: [number[], number[]] = [[], []];
  let cpu = 0;
  for (let round = 0; round < Number(values.rounds); round++) {
    theirs.push(await inFolder((folder) => curl(url, folder)));
    const result = await inFolder((folder) => ours(url, folder));
    mine.push(result.megabytesPerSecond);
    cpu = result.cpuSeconds;
  }
  child.disconnect();
  const ratio = spread(mine.map((speed, round) => speed / (theirs[round] ?? 1))).median;
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${kind}: ours ${spread(mine).median.toFixed(0)} MB/s, curl ${spread(theirs).median.toFixed(0)} MB/s, ratio ${ratio.toFixed(2)}; ` +
      `CPU ${((cpu * 1e9) / bytes).toFixed(2)} s/GB; peak RSS ${rss} MB`,
  );
}
