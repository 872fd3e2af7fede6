import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLogger } from '../../../../server/platform/log/index.ts';

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'roundhouse-log-'));
  return { path, file: join(path, 'r.log'), [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

const linesOf = async (file: string): Promise<Record<string, unknown>[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

function child(config: object, ...args: string[]): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  const script = fileURLToPath(new URL('log-child.ts', import.meta.url));
  const started = spawn(process.execPath, [script, JSON.stringify(config), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return started as ChildProcess & { readonly stdout: NodeJS.ReadableStream };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

describe('a log file', { timeout: 20_000 }, () => {
  it('gets a JSON object a line: level, time, fields, message', async () => {
    await using dir = await folder();
    const { log, flush } = createLogger({ level: 'info', format: 'json', file: dir.file });
    const before = Date.now();
    log.info({ model: 'tiny', ms: 1.5 }, 'ready');
    log.child({ engine: 'e1' }).error({ err: new Error('no') }, 'gone');
    await flush();
    const [first, second] = await linesOf(dir.file);
    assert.deepEqual(Object.keys(first ?? {}), ['level', 'time', 'model', 'ms', 'msg']);
    assert.deepEqual([first?.['level'], first?.['msg']], ['info', 'ready']);
    const time = Date.parse(String(first?.['time']));
    assert.ok(time >= before && time <= Date.now());
    assert.match(String(first?.['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual([second?.['engine'], (second?.['err'] as { message: string } | undefined)?.message], ['e1', 'no']);
  });

  it('gets nothing below its level', async () => {
    await using dir = await folder();
    const { log, flush } = createLogger({ level: 'warn', format: 'json', file: dir.file });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    await flush();
    assert.deepEqual(
      (await linesOf(dir.file)).map((line) => line['msg']),
      ['c'],
    );
  });

  it("is its owner's only", async () => {
    await using dir = await folder();
    createLogger({ level: 'info', format: 'json', file: dir.file });
    assert.equal((await stat(dir.file)).mode & 0o777, 0o600);
  });

  it('is added to, not written over', async () => {
    await using dir = await folder();
    for (const name of ['a', 'b']) {
      const { log, flush } = createLogger({ level: 'info', format: 'json', file: dir.file });
      log.info({}, name);
      await flush();
    }
    assert.equal((await linesOf(dir.file)).length, 2);
  });

  it('keeps the order, and every line, of many', async () => {
    await using dir = await folder();
    const { log, flush } = createLogger({ level: 'info', format: 'json', file: dir.file });
    for (let i = 0; i < 20_000; i++) {
      log.info({ i }, 'line');
      if (i % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await flush();
    assert.deepEqual(
      (await linesOf(dir.file)).map((line) => line['i']),
      Array.from({ length: 20_000 }, (_, i) => i),
    );
  });

  it('is opened anew after it was moved away', async () => {
    await using dir = await folder();
    const { log, flush, reopen } = createLogger({ level: 'info', format: 'json', file: dir.file });
    log.info({}, 'old');
    await flush();
    await rename(dir.file, `${dir.file}.1`);
    reopen();
    log.info({}, 'new');
    await flush();
    assert.deepEqual(
      (await linesOf(dir.file)).map((line) => line['msg']),
      ['new'],
    );
    assert.deepEqual(
      (await linesOf(`${dir.file}.1`)).map((line) => line['msg']),
      ['old'],
    );
  });

  it('must have a folder', async () => {
    await using dir = await folder();
    const file = join(dir.path, 'no', 'r.log');
    assert.throws(() => createLogger({ level: 'info', format: 'json', file }), {
      message: `the log file ${file} cannot be written: there is no folder ${dir.path}/no; create it, or change log.file`,
    });
  });

  it('must not be a folder', async () => {
    await using dir = await folder();
    assert.throws(() => createLogger({ level: 'info', format: 'json', file: dir.path }), /cannot be written: EISDIR/);
  });
});

describe('a process that logs', { timeout: 30_000 }, () => {
  it('writes to standard error where there is no file', async () => {
    const started = child({ level: 'info', format: 'json', file: null }, '2');
    const [out, err] = await Promise.all([textOf(started.stdout), textOf(started.stderr)]);
    assert.equal(out, 'alive\n');
    assert.equal(err.split('\n').length, 4);
  });

  it('writes its last lines even if it exits at once', async () => {
    const started = child({ level: 'info', format: 'json', file: null }, '3', 'exit');
    const text = await textOf(started.stderr);
    assert.equal(text.split('\n').length, 4);
  });

  it('lives on when the disk is full, and says once that lines are lost', {
    skip: !existsSync('/dev/full'),
  }, async () => {
    const started = child({ level: 'info', format: 'json', file: '/dev/full' }, '2000');
    const [out, err] = await Promise.all([textOf(started.stdout), textOf(started.stderr)]);
    assert.equal(out, 'alive\n');
    assert.equal(err, 'roundhouse: log lines are lost: /dev/full: ENOSPC\n');
  });

  it('exits even if the disk is full', { skip: !existsSync('/dev/full') }, async () => {
    const started = child({ level: 'info', format: 'json', file: '/dev/full' }, '5', 'exit');
    assert.deepEqual(await once(started, 'exit'), [0, null]);
  });

  it('lives on when nobody reads standard error any more', async () => {
    const started = child({ level: 'info', format: 'json', file: null }, '2000');
    started.stderr?.destroy();
    const [out, [code]] = await Promise.all([textOf(started.stdout), once(started, 'exit')]);
    assert.deepEqual([out, code], ['alive\n', 0]);
  });
});
