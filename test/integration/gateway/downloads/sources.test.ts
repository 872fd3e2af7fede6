// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes ${MODEL_PATH} itself
/** Models that are downloaded when they are first asked for. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import type { Log } from '../../../../server/platform/log.ts';
import { type Hub, type HubFaults, type HubOptions, startHub } from '../../../fakes/hub/index.ts';
import { ask, engines, readyEngine } from '../../../real/checked-answers.ts';
import { fakeCommand } from '../fake-command.ts';
import { type Answer, CHAT, until } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';
import { spawnGateway } from '../spawn-gateway.ts';

const SIZE = 1_500_000;
const gguf = randomBytes(SIZE);
const one = { 'model.gguf': gguf, 'README.md': 'a model' };
const several = { 'q4.gguf': randomBytes(50_000), 'q8.gguf': randomBytes(60_000), 'config.json': '{}' };

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-sources-')));
});
const hubs: Hub[] = [];
const roots: string[] = [];
after(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

/** The operator names the hub in the environment of the gateway, which runs in this process. */
async function hubWith(files: HubOptions['repos'][number]['files'], faults: HubFaults = {}): Promise<Hub> {
  roots.push(root);
  const hub = await startHub({ repos: [{ name: 'org/model', files }], faults });
  hubs.push(hub);
  process.env['HF_ENDPOINT'] = hub.url;
  return hub;
}

const words = (...flags: string[]): string => fakeCommand('--kind', 'llama.cpp', ...flags);
/** A model in YAML, whose engine is told its file by its name. */
const model = (name: string, more = '', ...flags: string[]): string =>
  `  ${name}: { engine: llama.cpp, health_path: /health, source: org/model, ${more} command: ${words('--name', '${MODEL_PATH}', ...flags)} }\n`;
const yamlOf = (models: string, hub: Hub, top = ''): string =>
  `download_roots: ["${root}"]\ndownload_endpoints: ${JSON.stringify(hub.hosts)}\n${top}models:\n${models}`;
const plain = (name: string): string =>
  `  ${name}: { engine: llama.cpp, health_path: /health, command: ${words('--name', name)} }\n`;

const say = (url: string, name: string): Promise<Answer> =>
  ask(url, CHAT, { model: name, messages: [{ role: 'user', content: 'hello' }] });
const faultOf = (answer: Answer): [number, unknown] => [answer.status, answer.json().error?.['code']];
const messageOf = (answer: Answer): string => String(answer.json().error?.['message']);
const wordsOf = (pid: number): string[] => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
/** What the engine that is ready was told by `--name`. */
const named = async (url: string): Promise<string> => {
  const line = wordsOf((await readyEngine(url)).pid);
  return line[line.indexOf('--name') + 1] as string;
};
const stateOf = async (url: string, name: string): Promise<string> => {
  const { data } = (await ask(url, '/v1/models')).json() as unknown as { data: { id: string; state?: string }[] };
  return JSON.stringify(data.find(({ id }) => id === name));
};

describe('a model with a source', () => {
  it('is downloaded when it is asked for first; that request waits and is answered', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 3_000_000 });
    await using gateway = await runGateway(yamlOf(model('m'), hub));
    assert.equal(hub.requests.length, 0, 'not before it is needed');
    const answer = await say(gateway.url, 'm');
    assert.equal(answer.status, 200, answer.text);
    const path = await named(gateway.url);
    assert.ok(path.startsWith(root), path);
    assert.ok(readFileSync(path).equals(gguf));
  });

  it('is downloaded once, however many ask', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 3_000_000 });
    await using gateway = await runGateway(yamlOf(model('m'), hub));
    const answers = await Promise.all(Array.from({ length: 8 }, () => say(gateway.url, 'm')));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(hub.bytesSent(), SIZE + 7);
    assert.equal((await engines(gateway.url)).length, 1);
  });

  it('waits without the clock of max_wait', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 500_000 });
    await using gateway = await runGateway(yamlOf(model('m', 'max_wait: 300ms,'), hub));
    const answer = await say(gateway.url, 'm');
    assert.equal(answer.status, 200, answer.text);
  });

  it('asks the hub no second time, after a restart of engine and gateway either', async () => {
    const hub = await hubWith(one);
    const yaml = yamlOf(model('m', 'idle_unload: 50ms,'), hub);
    const first = await runGateway(yaml);
    assert.equal((await say(first.url, 'm')).status, 200);
    const asked = hub.requests.length;
    await until('it is unloaded', async () => (await engines(first.url)).every(({ state }) => state !== 'ready'));
    assert.equal((await say(first.url, 'm')).status, 200);
    await first.reconfigure(yaml.replace('50ms', '60ms'));
    assert.equal((await say(first.url, 'm')).status, 200);
    await first[Symbol.asyncDispose]();
    hub.commit('org/model', { 'model.gguf': 'another one' });
    // It must still be there when it is looked at.
    await using second = await runGateway(yaml.replace('50ms', '10m'));
    assert.equal((await say(second.url, 'm')).status, 200);
    assert.ok(readFileSync(await named(second.url)).equals(gguf), 'nobody asked for another one');
    assert.equal(hub.requests.length, asked);
  });

  it('is fetched again when its folder was removed', async () => {
    const hub = await hubWith(one);
    const yaml = yamlOf(model('m'), hub);
    const first = await runGateway(yaml);
    assert.equal((await say(first.url, 'm')).status, 200);
    await first[Symbol.asyncDispose]();
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
    await using second = await runGateway(yaml);
    assert.equal((await say(second.url, 'm')).status, 200);
    assert.ok(readFileSync(await named(second.url)).equals(gguf));
  });

  it('is fetched at the start when it is to be preloaded', async () => {
    const hub = await hubWith(one);
    await using gateway = await runGateway(yamlOf(model('m', 'preload: true,'), hub));
    await until('it is ready', async () => (await engines(gateway.url)).some(({ state }) => state === 'ready'), 20_000);
    assert.equal(hub.bytesSent(), SIZE + 7);
  });

  it('is shown as starting, and the events tell its download', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 1_000_000 });
    await using gateway = await runGateway(yamlOf(model('m'), hub));
    const waiting = say(gateway.url, 'm');
    await until('it is under way', () => hub.bytesSent() > 100_000);
    assert.match(await stateOf(gateway.url, 'm'), /starting/);
    const [download] = (await ask(gateway.url, '/v1/downloads')).json()['data'] as { id: string; source: string }[];
    assert.equal(download?.source, 'hf://org/model');
    const events = (await ask(gateway.url, `/v1/downloads/${download?.id}/events`)).text;
    assert.match(events, /"state":"completed"/);
    assert.equal((await waiting).status, 200);
  });

  it('takes no slot before it is there: another model goes on answering', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 1_000_000 });
    await using gateway = await runGateway(yamlOf(model('m') + plain('other'), hub, 'slots: 1\n'));
    const { url } = gateway;
    assert.equal((await say(url, 'other')).status, 200);
    const { pid } = await readyEngine(url);
    const waiting = say(url, 'm');
    await until('it is under way', () => hub.bytesSent() > 50_000);
    while (hub.bytesSent() < SIZE * 0.8) {
      assert.equal((await say(url, 'other')).status, 200);
      assert.equal((await readyEngine(url)).pid, pid);
    }
    assert.equal((await waiting).status, 200);
    assert.equal((await readyEngine(url)).model, 'm');
  });

  it('fetches the named file only, and a second one beside it', async () => {
    const hub = await hubWith(several);
    const file = (name: string, path: string): string =>
      `  ${name}: { engine: llama.cpp, health_path: /health, source: org/model, source_files: [${path}], command: ${words('--name', '${MODEL_PATH}')} }\n`;
    await using gateway = await runGateway(yamlOf(file('q4', 'q4.gguf') + file('q8', 'q8.gguf'), hub, 'slots: 2\n'));
    const { url } = gateway;
    assert.equal((await say(url, 'q4')).status, 200);
    assert.equal(hub.bytesSent(), 50_000);
    assert.equal((await say(url, 'q8')).status, 200);
    assert.equal(hub.bytesSent(), 110_000);
    const paths = (await engines(url)).map(({ pid }) => wordsOf(pid)).map((line) => line[line.indexOf('--name') + 1]);
    assert.equal(paths.length, 2);
    for (const path of paths) assert.ok(existsSync(path as string), `${path} is still there`);
  });

  it('with several files is an error that lists them and says what to write', async () => {
    const hub = await hubWith(several);
    await using gateway = await runGateway(yamlOf(model('m'), hub));
    const answer = await say(gateway.url, 'm');
    assert.deepEqual(faultOf(answer), [502, 'engine_start_failed']);
    assert.match(messageOf(answer), /q4\.gguf, q8\.gguf.*model:/);
  });

  it('is a folder where the command says so', async () => {
    const hub = await hubWith(several);
    const command = words('--name', '${MODEL_DIR}/q8.gguf');
    const text = `  m: { engine: llama.cpp, health_path: /health, source: org/model, command: ${command} }\n`;
    await using gateway = await runGateway(yamlOf(text, hub));
    const answer = await say(gateway.url, 'm');
    assert.equal(answer.status, 200, answer.text);
    assert.equal(await named(gateway.url), join(root, 'org--model', 'q8.gguf'));
    assert.ok(readFileSync(await named(gateway.url)).equals(several['q8.gguf']));
  });
});

describe('a source that cannot be had', () => {
  it('is a clear error for who waits, and works once it is there', async () => {
    const hub = await hubWith(one);
    const yaml = yamlOf(model('m').replace('org/model', 'org/model@later'), hub);
    await using gateway = await runGateway(yaml);
    const answers = await Promise.all([say(gateway.url, 'm'), say(gateway.url, 'm')]);
    for (const answer of answers) {
      assert.deepEqual(faultOf(answer), [502, 'engine_start_failed']);
      assert.match(messageOf(answer), /model "m" could not be fetched.*later/);
    }
    hub.commit('org/model', one, 'later');
    const answer = await say(gateway.url, 'm');
    assert.equal(answer.status, 200, answer.text);
  });

  it('does not keep other models from answering', async () => {
    const hub = await hubWith(one);
    const yaml = yamlOf(model('m').replace('org/model', 'org/none') + plain('other'), hub, 'slots: 1\n');
    await using gateway = await runGateway(yaml);
    const answers = await Promise.all(['m', 'other', 'm', 'other'].map((name) => say(gateway.url, name)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [502, 200, 502, 200],
    );
  });

  it('does not keep the gateway from stopping', async () => {
    const hub = await hubWith(one, { bytesPerSecond: 20_000 });
    const gateway: RunningGateway = await runGateway(yamlOf(model('m'), hub));
    const waiting = say(gateway.url, 'm').catch((error: Error) => error);
    await until('it is under way', () => hub.bytesSent() > 5_000);
    const begun = performance.now();
    await gateway[Symbol.asyncDispose]();
    assert.ok(performance.now() - begun < 3_000, `${performance.now() - begun} ms`);
    const answer = await waiting;
    assert.ok(!(answer instanceof Error), String(answer));
    assert.equal(answer.status, 503, answer.text);
  });

  it('goes on where it was when the gateway was killed', async () => {
    const big = { 'model.gguf': randomBytes(6_000_000) };
    const hub = await hubWith(big, { bytesPerSecond: 1_000_000 });
    const yaml = yamlOf(model('m'), hub);
    const first = await spawnGateway(yaml, { HF_ENDPOINT: hub.url });
    const lost = say(first.url, 'm').catch((error: Error) => error);
    await until('half has come', () => hub.bytesSent() > 3_000_000, 20_000);
    first.signal('SIGKILL');
    await Promise.all([first.stop(), lost]);
    await using second = await spawnGateway(yaml, { HF_ENDPOINT: hub.url });
    const answer = await say(second.url, 'm');
    assert.equal(answer.status, 200, answer.text);
    assert.ok(hub.bytesSent() <= 1.15 * 6_000_000, `${hub.bytesSent()} bytes`);
  });
});

describe('the log', () => {
  it('tells how far a download is, and not more often than every ten seconds', { timeout: 40_000 }, async () => {
    const lines: { message: string; fields: Record<string, unknown> }[] = [];
    const add = (fields: object, message = ''): void => {
      lines.push({ message, fields: fields as Record<string, unknown> });
    };
    const log: Log = { debug: add, info: add, warn: add, error: add, child: () => log };
    const hub = await hubWith(one, { bytesPerSecond: 90_000 });
    await using gateway = await runGateway(yamlOf(model('m'), hub), { log });
    const answer = await say(gateway.url, 'm');
    assert.equal(answer.status, 200, answer.text);
    const progress = lines.filter(({ message }) => message === 'a download goes on');
    const { started_at, ended_at } = (
      (await ask(gateway.url, '/v1/downloads')).json()['data'] as { started_at: string; ended_at: string }[]
    )[0] as { started_at: string; ended_at: string };
    const tens = Math.floor((Date.parse(ended_at) - Date.parse(started_at)) / 10_000);
    assert.ok(progress.length <= tens && progress.length >= tens - 1, `${progress.length} lines in ${tens} times 10 s`);
    for (const { fields } of progress) {
      assert.equal(fields['source'], 'hf://org/model');
      assert.ok((fields['percent'] as number) > 0 && (fields['percent'] as number) < 100);
      assert.ok((fields['bytes_per_second'] as number) > 0);
    }
  });
});
