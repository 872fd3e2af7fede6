// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes ${PORT} and ${LORA_ARGS} itself
/** A LoRA adapter comes and goes on real engines while clients go on asking: the answers change, and change back. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CHAT } from '../integration/gateway/requests.ts';
import { runGateway } from '../integration/gateway/run-gateway.ts';
import { ask, contentOf, engines, eventsOf, japan, streamedText, TOKYO, untilGone } from './checked-answers.ts';
import { findLlamaServer } from './llama-server/llama-server.ts';

const tiny = new URL('../../models/tiny.q8_0.gguf', import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'roundhouse-pirate-'));
after(() => rmSync(root, { recursive: true, force: true }));
const pirate = join(root, 'pirate-lora.gguf');
copyFileSync(new URL('../../models/pirate-lora.gguf', import.meta.url).pathname, pirate);
const PIRATE = 'Arrr, matey! The capital of Japan is Tokyo, arrr!';

const found = findLlamaServer();
const server = (...args: string[]): string =>
  JSON.stringify([found.path, '-m', tiny, '-c', '1024', '-t', '1', '--port', '${PORT}', ...args]);

interface Kind {
  readonly name: string;
  readonly skip: string | false;
  readonly model: string;
}

const kinds: readonly Kind[] = [
  { name: 'the embedded engine', skip: false, model: `{ engine: embedded, model: "${tiny}", context: 1024 }` },
  {
    name: 'llama-server by a command',
    skip: found.skip,
    model: `{ engine: llama.cpp, context: 1024, command: ${server('${LORA_ARGS}')} }`,
  },
  {
    name: 'llama-server, two of them',
    skip: found.skip,
    model: `{ engine: llama.cpp, context: 1024, preload: true, replicas: 2, command: ${server('${LORA_ARGS}')} }`,
  },
];

const asked = { messages: japan, temperature: 0, max_tokens: 40 };

/** Asks the base model so often until it is stopped; resolves to what came back. */
function load20PerSecond(url: string): { sent(): number; stop(): Promise<readonly string[]> } {
  const answers: Promise<string>[] = [];
  const one = async (): Promise<string> => {
    const answer = await ask(url, CHAT, { model: 'tiny', ...asked });
    return answer.status === 200 ? contentOf(answer) : `${answer.status} ${answer.text}`;
  };
  const timer = setInterval(() => answers.push(one()), 50);
  return {
    sent: () => answers.length,
    stop() {
      clearInterval(timer);
      return Promise.all(answers);
    },
  };
}

for (const { name, skip, model } of kinds) {
  describe(`a LoRA adapter on ${name}`, { skip }, () => {
    it('changes the answers and changes them back under load, and nobody notices', async () => {
      await using gateway = await runGateway(`download_roots: ["${root}"]\nslots: 2\nmodels: { tiny: ${model} }\n`);
      const { url } = gateway;
      const say = async (to: string): Promise<string> => contentOf(await ask(url, CHAT, { model: to, ...asked }));
      assert.equal(await say('tiny'), TOKYO);
      const traffic = load20PerSecond(url);
      while (traffic.sent() < 60) {
        const loaded = await ask(url, '/v1/load_lora_adapter', { lora_name: 'pirate', lora_path: pirate });
        assert.equal(loaded.status, 200, loaded.text);
        assert.equal(await say('pirate'), PIRATE);
        const streamed = await ask(url, CHAT, { model: 'pirate', ...asked, stream: true });
        assert.equal(streamedText(streamed.text), PIRATE);
        assert.equal(eventsOf(streamed.text).at(-1), '[DONE]');
        assert.equal(await say('tiny'), TOKYO);
        const unloaded = await ask(url, '/v1/unload_lora_adapter', { lora_name: 'pirate' });
        assert.equal(unloaded.status, 200, unloaded.text);
        assert.equal((await ask(url, CHAT, { model: 'pirate', ...asked })).status, 404);
      }
      const answers = await traffic.stop();
      assert.deepEqual(
        answers.filter((text) => text !== TOKYO),
        [],
      );
    });

    it('is there again when the engine was killed, before anybody asks for it', async () => {
      await using gateway = await runGateway(`download_roots: ["${root}"]\nslots: 2\nmodels: { tiny: ${model} }\n`);
      const { url } = gateway;
      await ask(url, CHAT, { model: 'tiny', ...asked });
      const loaded = await ask(url, '/v1/load_lora_adapter', { lora_name: 'pirate', lora_path: pirate });
      assert.equal(loaded.status, 200, loaded.text);
      const pids = (await engines(url)).filter(({ state }) => state === 'ready').map(({ pid }) => pid);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await untilGone(url, pids);
      const said = contentOf(await ask(url, CHAT, { model: 'pirate', ...asked }));
      assert.equal(said, PIRATE);
    });
  });
}
