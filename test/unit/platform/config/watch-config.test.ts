/** Real files, changed in the ways that editors and Kubernetes change them. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Config } from '../../../../server/platform/config/config.ts';
import { loadConfig, watchConfig } from '../../../../server/platform/config/index.ts';
import { silentLog } from '../../../../server/platform/log.ts';
import { type ConfigFolder, configFolder } from './config-folder.ts';

const yaml = (slots: number | string): string => `slots: ${slots}\nmodels: {}\n`;

/** What the watcher told, in order: `slots=2`, or the message of a refusal. */
interface Watching extends Disposable {
  readonly told: string[];
  /** Resolves when so much has been told. */
  heard(count: number): Promise<readonly string[]>;
  reload(): Promise<void>;
  readonly loads: () => number;
}

interface WatchingOptions {
  readonly signals?: EventEmitter;
  /** Runs inside each `load`, before the file is read. */
  readonly duringLoad?: (load: number) => Promise<void>;
  readonly onChange?: (config: Config) => Promise<void>;
}

async function watching(path: string, { signals, duringLoad, onChange }: WatchingOptions = {}): Promise<Watching> {
  const told: string[] = [];
  const news = new EventEmitter();
  let loads = 0;
  const tell = (text: string): void => {
    told.push(text);
    news.emit('news');
  };
  const watch = watchConfig({
    path,
    log: silentLog,
    debounceMs: 30,
    ...(signals === undefined ? {} : { signals }),
    async load() {
      loads += 1;
      const config = await loadConfig({ path, env: {}, cwd: '/', onTerminal: false });
      await duringLoad?.(loads);
      return config;
    },
    async onChange(config) {
      await onChange?.(config);
      tell(`slots=${config.slots}`);
    },
    onRejected: (message) => tell(message),
  });
  return {
    told,
    loads: () => loads,
    reload: () => watch.reload(),
    heard: async (count) => {
      while (told.length < count) await new Promise((resolve) => news.once('news', resolve));
      return told;
    },
    [Symbol.dispose]: () => watch.close(),
  };
}

/** Resolves when the watcher has looked at everything written until now: a change of its own comes after all others. */
async function settled(dir: ConfigFolder, watch: Watching, slots: number): Promise<readonly string[]> {
  await writeFile(join(dir.path, 'roundhouse.yaml'), yaml(slots));
  while (watch.told.at(-1) !== `slots=${slots}`) await watch.heard(watch.told.length + 1);
  return watch.told;
}

describe('a watched configuration', { timeout: 20_000 }, () => {
  it('is read again when the file is written in place', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    using watch = await watching(join(dir.path, 'roundhouse.yaml'));
    await dir.write('roundhouse.yaml', yaml(2));
    assert.deepEqual(await watch.heard(1), ['slots=2']);
  });

  it('is read again when another file takes its place, each time', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const path = join(dir.path, 'roundhouse.yaml');
    using watch = await watching(path);
    for (const slots of [2, 3]) {
      await rename(await dir.write('roundhouse.yaml~', yaml(slots)), path);
      await watch.heard(slots - 1);
    }
    assert.deepEqual(watch.told, ['slots=2', 'slots=3']);
  });

  it('is read again when Kubernetes turns the link to a new folder', async () => {
    await using dir = await configFolder({ '..1/roundhouse.yaml': yaml(1), '..2/roundhouse.yaml': yaml(2) });
    const at = (name: string): string => join(dir.path, name);
    await symlink('..1', at('..data'));
    await symlink('..data/roundhouse.yaml', at('roundhouse.yaml'));
    using watch = await watching(at('roundhouse.yaml'));
    await symlink('..2', at('..data_tmp'));
    await rename(at('..data_tmp'), at('..data'));
    await rm(at('..1'), { recursive: true });
    assert.deepEqual(await watch.heard(1), ['slots=2']);
  });

  it('is read again when the file behind a link changes', async () => {
    await using dir = await configFolder({ 'far/real.yaml': yaml(1) });
    await mkdir(join(dir.path, 'near'));
    const link = join(dir.path, 'near', 'roundhouse.yaml');
    await symlink('../far/real.yaml', link);
    using watch = await watching(link);
    await dir.write('far/real.yaml', yaml(2));
    assert.deepEqual(await watch.heard(1), ['slots=2']);
  });

  it('keeps what it has when the file is bad, says why, and takes the next good one', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const path = join(dir.path, 'roundhouse.yaml');
    using watch = await watching(path);
    await writeFile(path, yaml('two'));
    await watch.heard(1);
    await writeFile(path, yaml(2));
    await watch.heard(2);
    assert.equal(watch.told[0], `${path}: 1 problem\n  ${path}:1:8: slots: must be a number; it is "two"`);
    assert.equal(watch.told[1], 'slots=2');
  });

  it('survives that the file is gone for a while', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const path = join(dir.path, 'roundhouse.yaml');
    using watch = await watching(path);
    await rm(path);
    assert.match((await watch.heard(1))[0] ?? '', /there is no such file/);
    await writeFile(path, yaml(2));
    await watch.heard(2);
    assert.equal(watch.told[1], 'slots=2');
  });

  it('counts quick edits once, and the last one wins', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    using watch = await watching(join(dir.path, 'roundhouse.yaml'));
    for (let slots = 2; slots <= 20; slots++) await dir.write('roundhouse.yaml', yaml(slots));
    const told = await settled(dir, watch, 21);
    assert.equal(new Set(told).size, told.length);
    assert.equal(told.at(-1), 'slots=21');
  });

  it('does nothing when the content is the same as before', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const path = join(dir.path, 'roundhouse.yaml');
    using watch = await watching(path);
    await rename(await dir.write('same', yaml(1)), path);
    await dir.write('unrelated', 'x');
    assert.deepEqual(await settled(dir, watch, 2), ['slots=2']);
  });

  it('reads on demand, whether the file has changed or not', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    using watch = await watching(join(dir.path, 'roundhouse.yaml'));
    await watch.reload();
    await watch.reload();
    assert.deepEqual(watch.told, ['slots=1', 'slots=1']);
  });

  it('reads on SIGHUP, until it is closed', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const signals = new EventEmitter();
    const watch = await watching(join(dir.path, 'roundhouse.yaml'), { signals });
    signals.emit('SIGHUP');
    assert.deepEqual(await watch.heard(1), ['slots=1']);
    watch[Symbol.dispose]();
    assert.equal(signals.listenerCount('SIGHUP'), 0);
    await watch.reload();
    assert.deepEqual(watch.told, ['slots=1']);
  });

  it('never puts two in force at once', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    let running = 0;
    let most = 0;
    const onChange = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    using watch = await watching(join(dir.path, 'roundhouse.yaml'), { onChange });
    await Promise.all([watch.reload(), watch.reload(), watch.reload()]);
    assert.deepEqual([most, watch.told.length], [1, 3]);
  });

  it('reads once more when the file changes while it is read, and tells the last content only', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    const duringLoad = async (load: number): Promise<void> => {
      if (load === 1) await dir.write('roundhouse.yaml', yaml(2));
    };
    using watch = await watching(join(dir.path, 'roundhouse.yaml'), { duringLoad });
    await watch.reload();
    assert.deepEqual([watch.told, watch.loads()], [['slots=2'], 2]);
    assert.deepEqual(await settled(dir, watch, 3), ['slots=2', 'slots=3']);
  });

  it('goes on after the one who was told has thrown', async () => {
    await using dir = await configFolder({ 'roundhouse.yaml': yaml(1) });
    let calls = 0;
    const onChange = async (): Promise<void> => {
      calls += 1;
      if (calls === 1) throw new Error('no');
    };
    using watch = await watching(join(dir.path, 'roundhouse.yaml'), { onChange });
    await watch.reload();
    await watch.reload();
    assert.deepEqual(watch.told, ['slots=1']);
  });
});
