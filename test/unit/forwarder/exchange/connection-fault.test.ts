import assert from 'node:assert/strict';
import { it } from 'node:test';
import { connectionFault } from '../../../../server/forwarder/exchange/connection-fault.ts';

const fault = (fields: object, written = true) => connectionFault(Object.assign(new Error('x'), fields), written);

it('what a failed connection is called', () => {
  const cases: [object, boolean, string][] = [
    [{ code: 'ECONNREFUSED' }, false, 'engine_unreachable'],
    [{ code: 'UND_ERR_CONNECT_TIMEOUT' }, false, 'engine_unreachable'],
    [{ code: 'ECONNRESET' }, true, 'engine_disconnected'],
    [{ code: 'UND_ERR_SOCKET' }, true, 'engine_disconnected'],
    [{ code: 'UND_ERR_HEADERS_TIMEOUT' }, true, 'engine_timeout'],
    [{ code: 'UND_ERR_BODY_TIMEOUT' }, true, 'engine_timeout'],
    [{ name: 'HTTPParserError', code: 'HPE_INVALID_CONSTANT' }, true, 'engine_bad_response'],
    [{ name: 'HTTPParserError', message: 'Response does not match: Invalid EOF state' }, true, 'engine_disconnected'],
  ];
  for (const [fields, written, code] of cases) assert.equal(fault(fields, written).code, code, JSON.stringify(fields));
});

it('only what never reached the engine may be sent again soon', () => {
  assert.equal(fault({ code: 'ECONNREFUSED' }, false).details.retryAfterSeconds, 1);
  assert.equal(fault({ code: 'ECONNRESET' }).details.retryAfterSeconds, undefined);
});
