/** Streams of engines that frame their events oddly: who is metered gets them as they are when nobody asks for the usage. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { CHAT, chat, post, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { sumOf } from './metered-gateway.ts';

const chunk = (content: string, finish: string | null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`;
const USAGE = 'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}\n\n';
const TEXT = chunk('a', null) + chunk('b', 'stop');

interface Stream {
  readonly without: string;
  readonly asked: string;
  readonly tellsLength?: boolean;
}

describe('a stream with a usage that only the gateway asked for', () => {
  let stream: Stream = { without: TEXT, asked: TEXT };
  let engine: Server;
  let gateway: RunningGateway;
  before(async () => {
    engine = createServer((req, res) => {
      req
        .setEncoding('utf8')
        .reduce((all: string, piece: string) => all + piece, '')
        .then(
          (body) => {
            const text = body.includes('"include_usage":true') ? stream.asked : stream.without;
            const length = stream.tellsLength ? { 'content-length': Buffer.byteLength(text) } : {};
            res.writeHead(200, { 'content-type': 'text/event-stream', ...length }).end(text);
          },
          () => res.destroy(),
        );
    }).listen(0, '127.0.0.1');
    await until('it listens', () => engine.listening);
    const url = `http://127.0.0.1:${(engine.address() as AddressInfo).port}`;
    const yaml = `auth: required\nmodels: { tiny: { engine: openai, url: "${url}", health_path: /health } }\n`;
    gateway = await runGateway(yaml, { adminPassword: ADMIN_PASSWORD });
  });
  after(async () => {
    await gateway[Symbol.asyncDispose]();
    engine.close();
  });

  for (const [what, next] of [
    ['of which the engine told the length', { without: TEXT, asked: TEXT + USAGE, tellsLength: true }],
    [
      'with other fields in its events',
      { without: `id: 1\n${TEXT}`, asked: `id: 1\n${TEXT}id: 2\nevent: x\n${USAGE}` },
    ],
    ['whose last event has no blank line', { without: TEXT, asked: (TEXT + USAGE).trimEnd() }],
    ['of which only the last text has none', { without: TEXT.trimEnd(), asked: TEXT.trimEnd() }],
  ] as const)
    it(`${what} is whole, without it, and charged`, async () => {
      stream = next;
      const calls = accountCalls(() => gateway.url);
      const user = await calls.user(await calls.token('admin', ADMIN_PASSWORD), `u${Math.random()}`);
      const answer = await post(gateway.url, CHAT, chat('tiny', { stream: true }), bearer(user.token));
      assert.equal(answer.text, stream.without);
      const used = async () => sumOf(await calls.done('GET', '/v1/usage', user.token));
      await until('it is charged', async () => (await used()).requests === 1);
      assert.equal((await used()).gen_tokens, next.asked.includes('usage') ? 3 : 2);
    });
});
