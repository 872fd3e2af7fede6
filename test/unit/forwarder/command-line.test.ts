import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseForwardArgs } from '../../../server/forwarder/command-line.ts';
import { UsageError } from '../../../server/platform/command-line.ts';

const refused = (...args: string[]): string => {
  try {
    parseForwardArgs(['--config', 'f', ...args]);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return assert.fail('it was taken');
};

describe('the words behind `roundhouse forward`', () => {
  it('have these defaults: one worker, loopback, port 5000, ten minutes for what runs', () => {
    assert.deepEqual(parseForwardArgs(['--config', 'f.yaml']), {
      configPath: 'f.yaml',
      set: [],
      numWorkers: 1,
      host: '127.0.0.1',
      port: 5000,
      gracefulTimeoutMs: 600_000,
    });
  });

  it('are all read; --set may be repeated', () => {
    const args = '-c f --set a=1 --set b=2 --num-workers 4 --host 0.0.0.0 --port 0 --graceful-timeout 5'.split(' ');
    assert.deepEqual(parseForwardArgs(args), {
      configPath: 'f',
      set: ['a=1', 'b=2'],
      numWorkers: 4,
      host: '0.0.0.0',
      port: 0,
      gracefulTimeoutMs: 5_000,
    });
  });

  it('ask for help', () => assert.equal(parseForwardArgs(['--help']), null));

  it('need --config', () => {
    assert.throws(() => parseForwardArgs([]), /--config FILE is missing/);
    assert.throws(() => parseForwardArgs(['--config', '']), UsageError);
  });

  it('name the flag that is wrong, and its value', () => {
    assert.match(refused('--port', '70000'), /--port must be a whole number from 0 to 65535; it is "70000"/);
    assert.match(refused('--port', '5e3'), /--port .* "5e3"/);
    assert.match(refused('--num-workers', '0'), /--num-workers must be a whole number from 1/);
    assert.match(refused('--num-workers', '-1'), /--num-workers/);
    assert.match(refused('--graceful-timeout', 'x'), /--graceful-timeout/);
    assert.match(refused('--host', ''), /--host/);
    assert.match(refused('--workers', '2'), /--workers/);
    assert.match(refused('word'), /word/);
  });
});
