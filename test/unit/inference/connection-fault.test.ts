import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectionFault, engineSilent } from '../../../server/inference/connection-fault.ts';

const fault = (code: string, written: boolean) => {
  const error = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:9000'), { code });
  return connectionFault(error, 'tiny-abc', written);
};

describe('what a client is told when the connection to an engine fails', () => {
  test('tells refused, broken, silent and nonsense apart', () => {
    assert.equal(fault('ECONNREFUSED', false).code, 'engine_unreachable');
    assert.equal(fault('UND_ERR_CONNECT_TIMEOUT', false).code, 'engine_unreachable');
    assert.equal(fault('ECONNRESET', true).code, 'engine_disconnected');
    assert.equal(fault('UND_ERR_SOCKET', true).code, 'engine_disconnected');
    assert.equal(
      connectionFault(Object.assign(new Error('x'), { name: 'HTTPParserError' }), 'e', true).code,
      'engine_bad_response',
    );
  });

  test('a chunked answer that is cut off is broken, not nonsense', () => {
    const words = 'Response does not match the HTTP/1.1 protocol (Invalid EOF state)';
    const error = Object.assign(new Error(words), { name: 'HTTPParserError', code: undefined });
    assert.equal(connectionFault(error, 'e', true).code, 'engine_disconnected');
  });

  test('names the engine and the setting, not the address', () => {
    assert.match(engineSilent('tiny-abc', 'first_byte').message, /tiny-abc.*timeouts\.first_byte/);
    assert.match(engineSilent('tiny-abc', 'between_chunks').message, /tiny-abc.*timeouts\.between_chunks/);
    assert.doesNotMatch(fault('ECONNREFUSED', false).message, /10\.1\.2\.3/);
  });

  test('keeps the cause for the log', () => {
    assert.ok(fault('ECONNRESET', true).cause instanceof Error);
  });
});
