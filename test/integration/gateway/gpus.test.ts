/** Which GPUs engines see that run as processes; the GPUs themselves need not be there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fakeCommand } from './fake-command.ts';
import { CHAT, call, chat, post } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

interface Seen {
  readonly model: string;
  readonly gpus: readonly number[] | null;
  readonly pid: number;
  readonly state: string;
}

const model = (name: string, keys: string): string =>
  `  ${name}: { engine: openai, command: ${fakeCommand()}, ${keys} }\n`;

const yaml = (...models: string[]): string => `slots: 4\ngpus: [0, 1, 4]\nmodels:\n${models.join('')}`;

async function engines({ url }: RunningGateway): Promise<Seen[]> {
  const { data } = (await call(url, '/v1/engines')).json() as unknown as { data: Seen[] };
  return data.filter(({ state }) => state === 'ready');
}

function environmentOf(pid: number): Record<string, string> {
  const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(lines.map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
}

const ask = async ({ url }: RunningGateway, name: string) => {
  const answer = await post(url, CHAT, chat(name));
  return { status: answer.status, text: answer.text };
};

describe('engines that ask for GPUs', { skip: process.platform === 'linux' ? false : 'looks into /proc' }, () => {
  it('see their own, each others', async () => {
    await using it = await runGateway(yaml(model('a', 'gpus: 1'), model('b', 'gpus: [1, 4]'), model('c', 'gpus: 0')));
    for (const name of ['a', 'b', 'c']) assert.equal((await ask(it, name)).status, 200);
    const seen = (await engines(it)).map(({ model: name, gpus, pid }) => {
      const { CUDA_VISIBLE_DEVICES, CUDA_DEVICE_ORDER } = environmentOf(pid);
      assert.equal(CUDA_DEVICE_ORDER, 'PCI_BUS_ID');
      return [name, gpus, CUDA_VISIBLE_DEVICES];
    });
    assert.deepEqual(seen, [
      ['a', [0], '0'],
      ['b', [1, 4], '1,4'],
      ['c', [], ''],
    ]);
  });

  it('get them from an idle one that has them, and give them back', async () => {
    await using it = await runGateway(yaml(model('a', 'gpus: 2'), model('b', 'gpus: 2')));
    for (const name of ['a', 'b', 'a']) {
      assert.equal((await ask(it, name)).status, 200);
      const [engine, ...others] = await engines(it);
      assert.deepEqual([engine?.model, engine?.gpus, others.length], [name, [0, 1], 0]);
    }
  });

  it('may share them', async () => {
    const shared = 'gpus: { ids: [4], shared: true }';
    await using it = await runGateway(yaml(model('a', shared), model('b', shared)));
    for (const name of ['a', 'b']) assert.equal((await ask(it, name)).status, 200);
    assert.deepEqual(
      (await engines(it)).map(({ gpus }) => gpus),
      [[4], [4]],
    );
  });

  it('take the new ones after a change of the configuration', async () => {
    await using it = await runGateway(yaml(model('a', 'gpus: [0]')));
    await ask(it, 'a');
    await it.reconfigure(`gpus: [7]\nmodels:\n${model('a', 'gpus: [7]')}`);
    assert.equal((await ask(it, 'a')).status, 200);
    const live = await engines(it);
    assert.deepEqual(live.at(-1)?.gpus, [7]);
  });

  it('say so where no GPU is found', async () => {
    await using it = await runGateway(`models:\n${model('a', 'gpus: 1')}`);
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    const { status, text } = await ask(it, 'a').finally(() => {
      process.env['PATH'] = path;
    });
    assert.equal(status, 502);
    assert.match(text, /1 GPU is asked for: no GPUs are known \(nvidia-smi finds none/);
  });
});
