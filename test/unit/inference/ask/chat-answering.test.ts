import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import type { Caller } from '../../../../server/accounts/keys.ts';
import { AnswerRefused } from '../../../../server/inference/ask/answer-refused.ts';
import { type ChatAnsweringDeps, createChatAnswering } from '../../../../server/inference/ask/chat-answering.ts';
import type { IncomingRequest } from '../../../../server/inference/incoming.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { readBody } from '../../../../server/platform/web/read-body.ts';

const caller: Caller = { name: 'alice', verbs: new Set(['infer']), models: null, account: null };

const nothing = new Error('not asked in this test');
const deps = {
  names: { resolve: () => null, hasLoras: () => false, near: () => [] },
  fleet: {} as ChatAnsweringDeps['fleet'],
  countByVocabulary: () => Promise.reject(nothing),
};

const context = (signal: AbortSignal = new AbortController().signal) => ({ caller, requestId: 'req_7', signal });

/** An inference path that answers so. */
function answering(status: number, body: unknown) {
  const seen: (Omit<IncomingRequest, 'req' | 'res'> & { body: unknown })[] = [];
  const inference = {
    serve({ req, res, ...incoming }: IncomingRequest): void {
      readBody(req, 1e6, (_error, bytes) => {
        seen.push({ ...incoming, body: JSON.parse(bytes.toString()) });
        res.writeHead(status, ['content-type', 'application/json']);
        res.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    },
  };
  return { seen, model: createChatAnswering({ ...deps, inference }) };
}

const said = (content: unknown) => ({ choices: [{ message: { role: 'assistant', content } }] });

describe('asking a model from within', () => {
  it('goes the way of a chat request of the caller’s', async () => {
    const { model, seen } = answering(200, said('Tokyo.'));
    const messages = [
      { role: 'system', text: 'be brief' },
      { role: 'user', text: 'capital?' },
    ] as const;
    assert.equal(await model.answer('tiny', messages, context()), 'Tokyo.');
    const [{ receivedAtMs, ...asked } = { receivedAtMs: 0 }] = seen;
    assert.ok(receivedAtMs > 0);
    assert.deepEqual(asked, {
      caller,
      requestId: 'req_7',
      route: { path: '/v1/chat/completions', errorShape: 'openai' },
      body: {
        model: 'tiny',
        messages: [
          { role: 'system', content: 'be brief' },
          { role: 'user', content: 'capital?' },
        ],
      },
    });
  });

  it('gives nothing where the model says nothing', async () => {
    assert.equal(await answering(200, said(null)).model.answer('m', [], context()), '');
  });

  it('passes on a refusal as it is', async () => {
    const error = { error: { message: 'no', code: 'model_not_found' } };
    const failed = await answering(404, error)
      .model.answer('m', [], context())
      .catch((reason: unknown) => reason);
    assert.ok(failed instanceof AnswerRefused);
    assert.equal(failed.answer.status, 404);
    assert.deepEqual(JSON.parse(failed.answer.body.toString()), error);
  });

  it('knows a refusal of what is too long', async () => {
    const { model } = answering(400, { error: { code: 'context_length_exceeded' } });
    const failed = await model.answer('m', [], context()).catch((reason: unknown) => reason);
    assert.equal(model.isTooLong(failed), true);
    assert.equal(model.isTooLong(new Error('context_length_exceeded')), false);
  });

  for (const body of ['x', '{}', '{"choices":[]}', '{"choices":[{}]}', 'null'])
    it(`takes ${body} for no answer, and does not quote it`, async () => {
      await assert.rejects(answering(200, body).model.answer('m', [], context()), (error) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.code, 'engine_bad_response');
        return !error.message.includes(body);
      });
    });

  it('leaves where the caller leaves, and rejects with the reason', async () => {
    const leaving = new AbortController();
    const closed = Promise.withResolvers<void>();
    const inference = {
      serve({ res }: IncomingRequest): void {
        once(res, 'close').then(() => closed.resolve());
        setImmediate(() => leaving.abort(new Error('has left')));
      },
    };
    const model = createChatAnswering({ ...deps, inference });
    await assert.rejects(model.answer('m', [], context(leaving.signal)), /has left/);
    await closed.promise;
  });

  it('is not done for who has left already', async () => {
    const inference = { serve: () => assert.fail('it was asked') };
    const model = createChatAnswering({ ...deps, inference });
    await assert.rejects(model.answer('m', [], context(AbortSignal.abort(new Error('has left')))), /has left/);
  });
});
