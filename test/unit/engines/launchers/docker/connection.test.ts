import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dockerodeOptions, isHere, nameOf } from '../../../../../server/engines/launchers/docker/api/connection.ts';

const tls = { ca: 'CA', cert: 'CERT', key: 'KEY' };

describe('a connection to Docker', () => {
  test('by a socket has no host, whatever DOCKER_HOST says', () => {
    assert.deepEqual(dockerodeOptions({ socketPath: '/run/docker.sock' }), {
      socketPath: '/run/docker.sock',
      host: undefined,
      protocol: 'http',
    });
  });

  test('by TCP with TLS has the three files', () => {
    assert.deepEqual(dockerodeOptions({ host: 'gpu-1', port: 2376, tls }), {
      host: 'gpu-1',
      port: 2376,
      protocol: 'https',
      ...tls,
    });
  });

  test('to another machine without TLS is refused', () => {
    assert.throws(() => dockerodeOptions({ host: 'gpu-1', port: 2375, tls: null }), {
      code: 'invalid_request',
      message: /Docker at gpu-1:2375 is another machine: without TLS/,
    });
  });

  test('to this machine needs none', () => {
    for (const host of ['127.0.0.1', 'localhost', '127.1.2.3']) {
      assert.equal(dockerodeOptions({ host, port: 2375, tls: null }).protocol, 'http');
    }
    assert.equal(dockerodeOptions({ host: '::1', port: 2375, tls: null }).host, '[::1]');
  });

  test('is here by a socket or a loopback address', () => {
    assert.equal(isHere({ socketPath: '/x' }), true);
    assert.equal(isHere({ host: '::1', port: 1, tls }), true);
    assert.equal(isHere({ host: '127.0.0.1.example.org', port: 1, tls }), false);
  });

  test('is named without its secrets', () => {
    assert.equal(nameOf({ socketPath: '/run/docker.sock' }), '/run/docker.sock');
    assert.equal(nameOf({ host: 'gpu-1', port: 2376, tls }), 'gpu-1:2376');
  });
});
