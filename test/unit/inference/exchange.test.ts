/** What goes wrong inside the gateway itself ends the request as well: answered once, its lease given back, nothing charged. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Dispatcher } from 'undici';
import type { Hold } from '../../../server/accounts/quotas/index.ts';
import type { Lease } from '../../../server/engines/fleet/index.ts';
import { Exchange } from '../../../server/inference/exchange.ts';
import type { IncomingRequest } from '../../../server/inference/incoming.ts';
import type { InferencePorts } from '../../../server/inference/ports.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { modelConfig } from '../engines/fleet/fakes/fleet-under-test.ts';

type Dispatch = Dispatcher['dispatch'];

const body = Buffer.from(JSON.stringify({ model: 'tiny', messages: [{ role: 'user', content: 'hi' }], max_tokens: 5 }));

/** One request to an engine that does what `dispatch` says. `unwritten`: what a paid one is told of its reserve. */
function exchangeWith(options: { dispatch: Dispatch; paid?: boolean; unwritten?: AppError; renderer?: () => never }) {
  const seen = { answers: [] as number[], released: [] as string[], outcomes: [] as string[], held: [] as string[] };
  const lease = {
    engineId: 'e1',
    kind: 'openai',
    target: { baseUrl: 'http://127.0.0.1:9', headers: {}, healthPath: null },
    onRevoke: null,
    release: (outcome: string) => void seen.released.push(outcome),
  } as unknown as Lease;
  const hold: Hold = {
    headers: [],
    reserved: { promptTokens: 1, genTokens: 1 },
    whenWritten: (go) => go(options.unwritten ?? null),
    generated() {},
    settle: () => void seen.held.push('settled'),
    cancel: () => void seen.held.push('cancelled'),
  };
  const rendered = ({ code }: AppError) => ({
    status: code === 'storage_unavailable' ? 503 : 500,
    headers: [],
    body: Buffer.from('{}'),
  });
  const ports = {
    names: {
      resolve: () => ({ model: modelConfig('tiny', { engine: 'openai' }), lora: null }),
      hasLoras: () => false,
      near: () => [],
    },
    fleet: { lease: () => lease },
    pools: { get: () => ({ pathPrefix: '', pool: { dispatch: options.dispatch } }) },
    accounting: { record: ({ outcome }: { outcome: string }) => void seen.outcomes.push(outcome) },
    errors: { gateway: rendered, engine: options.renderer ?? rendered, event: () => '' },
    countByVocabulary: async () => null,
    mayUse: () => true,
    quotas: options.paid ? { counts: () => true, reserve: () => hold } : undefined,
    log: silentLog,
    limits: () => ({ maxBodyBytes: 1e6, timeouts: { wholeRequestMs: 1e6, firstByteMs: 1e6, betweenChunksMs: 1e6 } }),
  } as unknown as InferencePorts;
  const incoming = {
    req: { complete: true, headers: {} },
    res: { on() {}, writeHead: (status: number) => void seen.answers.push(status), end() {}, headersSent: false },
    route: { path: '/v1/chat/completions', errorShape: 'openai' },
    caller: { name: 'alice', verbs: new Set(['infer']), models: null, account: null },
    requestId: 'req_1',
    receivedAtMs: performance.now(),
  } as unknown as IncomingRequest;
  let ended = 0;
  const exchange = new Exchange(ports, incoming, () => {
    ended += 1;
  });
  exchange.start(body);
  return { ...seen, ended };
}

const refusing: Dispatch = (_options, handler) => {
  const controller = { rawHeaders: [], abort() {} } as unknown as Dispatcher.DispatchController;
  handler.onRequestStart?.(controller, {});
  handler.onResponseStart?.(controller, 400, {});
  handler.onResponseData?.(controller, Buffer.from('{"error":{"message":"no"}}'));
  handler.onResponseEnd?.(controller, {});
  return true;
};
const closed: Dispatch = () => {
  throw new Error('the pool is closed');
};

describe('a request on which the gateway fails', () => {
  for (const [what, options] of [
    ['when it renders what the engine has refused', { dispatch: refusing, renderer: () => assert.fail('a bug') }],
    ['when it sends it', { dispatch: closed }],
  ] as const)
    for (const paid of [false, true])
      test(`${what}, ${paid ? 'paid for' : 'not paid for'}, is answered once and given back`, () => {
        const { answers, released, outcomes, ended, held } = exchangeWith({ ...options, paid });
        assert.deepEqual([answers, released, outcomes, ended], [[500], ['abandoned'], ['refused'], 1]);
        assert.equal(held.length, paid ? 1 : 0);
      });

  test('because its cost cannot be written down, reaches no engine and is charged nothing', () => {
    let sent = 0;
    const { answers, held } = exchangeWith({
      dispatch: () => {
        sent += 1;
        return true;
      },
      paid: true,
      unwritten: new AppError('storage_unavailable', 'full'),
    });
    assert.deepEqual([answers, sent, held], [[503], 0, ['cancelled']]);
  });
});
