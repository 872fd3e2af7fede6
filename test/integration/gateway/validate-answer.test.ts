import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AnswerToCheck, validateAnswer } from './validate-answer.ts';

const CHAT = '/v1/chat/completions';
const chunk = (content: string) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});
const envelope = {
  error: { message: 'No.', type: 'not_found_error', code: 'model_not_found', param: 'model' },
  request_id: 'req_1',
};

function answer(fields: Partial<Omit<AnswerToCheck, 'text'>>, body: unknown): AnswerToCheck {
  const headers = { 'x-request-id': 'req_1', 'x-roundhouse-source': 'gateway', 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method: 'POST', path: CHAT, status: 200, text, ...fields, headers: { ...headers, ...fields.headers } };
}

const stream = (...events: unknown[]): AnswerToCheck =>
  answer(
    { headers: { 'content-type': 'text/event-stream' } },
    events.map((it) => `data: ${typeof it === 'string' ? it : JSON.stringify(it)}\n\n`).join(''),
  );

describe('the check of answers takes', () => {
  for (const [name, given] of [
    ['an error in the envelope', answer({ status: 404 }, envelope)],
    ['an unknown path’s 404', answer({ status: 404, path: '/v1/nothing' }, envelope)],
    ['a known path’s 405', answer({ status: 405, method: 'GET' }, envelope)],
    ['a stream to its end', stream(chunk('a'), chunk('b'), '[DONE]')],
    ['a stream that ends with an error event', stream(chunk('a'), envelope)],
    ['a stream cut short by its reader', { ...stream(chunk('a')), cutShort: true }],
    ['an engine’s own status', answer({ status: 422, headers: { 'x-roundhouse-source': 'engine' } }, envelope)],
    ['an id in the path', answer({ status: 404, method: 'GET', path: '/v1/engines/x-1?a=b' }, envelope)],
  ] as const)
    it(name, () => validateAnswer(given));
});

describe('the check of answers refuses', () => {
  for (const [name, given, says] of [
    ['a body that is not the schema’s', answer({}, { id: 'c1' }), /not what the contract promises/],
    ['what is not JSON', answer({}, 'hello'), /not JSON/],
    ['an unknown path that is answered', answer({ path: '/v1/nothing' }, {}), /no such route/],
    ['a status that the route does not list', answer({ status: 409 }, envelope), /lists this status/],
    ['an error outside the envelope', answer({ status: 404 }, { detail: 'No.' }), /promises/],
    ['OpenAI’s envelope on Anthropic’s route', answer({ status: 404, path: '/v1/messages' }, envelope), /promises/],
    ['an answer without a request id', answer({ headers: { 'x-request-id': undefined } }, {}), /x-request-id/],
    ['two request ids', answer({ status: 404 }, { ...envelope, request_id: 'req_2' }), /one request id/],
    ['an error of nobody', answer({ status: 404, headers: { 'x-roundhouse-source': undefined } }, envelope), /whose/],
    ['an event that is not the schema’s', stream(chunk('a'), { id: 1 }, '[DONE]'), /event 1.*promises/],
    ['a stream without its end', stream(chunk('a')), /ends with \[DONE\]/],
    ['a stream that failed and has the end', stream(envelope, '[DONE]'), /that failed/],
    ['an event after an error event', stream(envelope, chunk('a')), /nothing comes after/],
    ['a stream where the contract has none', { ...stream('{}'), path: '/v1/embeddings' }, /nothing of an event stream/],
  ] as const)
    it(name, () => assert.throws(() => validateAnswer(given), says));
});
