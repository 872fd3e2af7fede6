/**
 * A small engine for tests: `node test/fakes/fake-engine.ts --port N [flags]` (see engine/options.ts).
 * Its first line on stdout is `{"url","port","pid"}`; with `--grandchild` a second one is `{"grandchild":pid}`.
 *
 * Not from the engines' own world: `GET /fake/requests`, `GET /fake/stats`, `POST /fake/crash`, and `fake` in answers.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type FakeOptions, readOptions } from './engine/options.ts';
import { createFakeServer } from './engine/serve.ts';

const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

/** A child in a session of its own, which nobody who signals our process group reaches. */
function startGrandchild(): void {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600_000)'], { detached: true, stdio: 'ignore' });
  child.unref();
  say({ grandchild: child.pid });
}

function makeNoise(lines: number): void {
  for (let line = 1; line <= lines; line++) {
    process.stdout.write(`out ${line}\n`);
    process.stderr.write(`err ${line}\n`);
  }
}

function obeySignals(options: FakeOptions): void {
  process.on('SIGTERM', () => {
    if (!options.ignoreSigterm) setTimeout(() => process.exit(0), options.stopMs);
  });
}

function listen(options: FakeOptions): void {
  const startedAt = performance.now();
  const isReady = (): boolean => !options.neverReady && performance.now() - startedAt >= options.loadMs;
  const fake = createFakeServer(options, isReady);
  const server = createServer(fake.handle);
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    fake.recorder.connected();
    if (options.resetOnAccept) socket.resetAndDestroy();
  });
  server.listen(options.port, options.host, () => {
    const { port } = server.address() as { port: number };
    const host = options.host.includes(':') ? `[${options.host}]` : options.host;
    say({ url: `http://${host}:${port}`, port, pid: process.pid });
    if (options.grandchild) startGrandchild();
  });
}

function main(): void {
  const options = readOptions(process.argv.slice(2));
  makeNoise(options.logLines);
  // Set, not exit(): what was written to a pipe must still get out.
  if (options.exitOnStart !== null) {
    process.exitCode = options.exitOnStart;
    return;
  }
  const missing = options.lora.started.find((it) => !existsSync(it.path));
  if (missing !== undefined) {
    process.stderr.write(`common_init_from_params: failed to load lora adapter '${missing.path}'\n`);
    process.exitCode = 1;
    return;
  }
  obeySignals(options);
  if (options.exitAfterMs !== null) setTimeout(() => process.exit(1), options.exitAfterMs);
  listen(options);
}

main();
