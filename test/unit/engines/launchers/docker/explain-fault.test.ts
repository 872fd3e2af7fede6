import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DockerFault } from '../../../../../server/engines/launchers/docker/api/docker-api.ts';
import {
  ExplainedFault,
  explainFault,
  explainPull,
  redact,
} from '../../../../../server/engines/launchers/docker/explain-fault.ts';

const context = { image: 'vllm/vllm-openai:v0.11', docker: '/run/docker.sock', secrets: ['hf_verySecret', 'x'] };

describe('a fault of Docker is explained', () => {
  for (const [status, said, says] of [
    [
      null,
      'connect ENOENT /run/docker.sock',
      /^Docker cannot be reached at \/run\/docker\.sock \(connect ENOENT.*is it running/,
    ],
    [null, 'connect ECONNREFUSED 127.0.0.1:2375', /is it running, and is the address right/],
    [null, 'connect EACCES /run/docker.sock', /may not use Docker's socket.*add its user to the socket's group/],
    [null, 'Docker did not answer in time', /is it running/],
    [null, 'self-signed certificate in certificate chain', /do not trust each other.*check ca, cert and key/],
    [404, 'No such image: vllm/vllm-openai:v0.11', /vllm\/vllm-openai:v0\.11 is not on the Docker host/],
    [400, 'invalid reference format: repository name must be lowercase', /is no name of an image/],
    [
      500,
      'driver failed programming external connectivity on endpoint x: Bind for 127.0.0.1:8000 failed: port is already allocated',
      /its port is taken/,
    ],
    [500, 'listen tcp4 127.0.0.1:8000: bind: address already in use', /its port is taken/],
    [500, 'could not select device driver "" with capabilities: [[gpu]]', /install the NVIDIA Container Toolkit/],
    [500, 'nvidia-container-cli: device error: 7: unknown device: unknown', /check gpus against `nvidia-smi -L`/],
    [
      500,
      'error gathering device information while adding custom device "/dev/x": no such file or directory',
      /check devices/,
    ],
    [
      400,
      'invalid mount config for type "bind": bind source path does not exist: /models',
      /\/models: make the folder on the Docker host/,
    ],
    [404, 'network llm not found', /docker network create/],
    [400, 'unable to find user bob: no matching entries in passwd file', /check user/],
    [
      400,
      'OCI runtime create failed: exec: "vllm": executable file not found in $PATH: unknown',
      /has no such program.*check command and entrypoint/,
    ],
    [
      409,
      'Conflict. The container name "/a" is already in use by container "b".',
      /none of this gateway's: remove or rename it/,
    ],
    [
      500,
      'write /var/lib/docker/tmp/x: no space left on device',
      /the disk of the Docker host is full.*docker system prune/,
    ],
    [500, 'something that nobody has foreseen', /^something that nobody has foreseen$/],
  ] as const) {
    test(said, () => assert.match(explainFault(new DockerFault(status, said), context), says));
  }

  test('one that is explained already stays as it is', () => {
    assert.equal(explainFault(new ExplainedFault('no such image: check image'), context), 'no such image: check image');
  });

  test('what is no error at all does no harm', () => {
    assert.equal(explainFault('odd', context), 'odd');
    assert.equal(explainFault(undefined, context), 'undefined');
  });
});

describe('a pull that failed is explained', () => {
  for (const [said, says] of [
    [
      'unauthorized: authentication required',
      /^cannot pull vllm\/vllm-openai:v0\.11: the registry refuses it: check the name, and the login/,
    ],
    ["pull access denied for x, repository does not exist or may require 'docker login'", /the registry refuses it/],
    ['manifest for x:1 not found: manifest unknown: manifest unknown', /no such image or tag/],
    ['toomanyrequests: You have reached your pull rate limit', /too many requests/],
    ['Get "https://registry/v2/": dial tcp: lookup registry: no such host', /could not be reached/],
    ['failed to register layer: no space left on device', /disk of the Docker host is full/],
  ] as const) {
    test(said, () => assert.match(explainPull(new DockerFault(500, said), context), says));
  }

  test('a Docker that went away meanwhile is not called a registry', () => {
    assert.match(
      explainPull(new DockerFault(null, 'connect ECONNREFUSED /run/docker.sock'), context),
      /Docker cannot be reached/,
    );
  });
});

describe('nothing secret is in an explanation', () => {
  test('no value of the environment', () => {
    const said = 'bad option --token=hf_verySecret';
    assert.equal(explainFault(new DockerFault(400, said), context), 'bad option --token=***');
  });

  test('no user or password of a URL', () => {
    assert.equal(redact('Get "https://me:pass@registry/v2/": denied', []), 'Get "https://***@registry/v2/": denied');
  });

  test('short values are no secrets: the words stay whole', () => {
    assert.equal(redact('exit 1', ['1', 'exit']), 'exit 1');
  });

  test('a message of any length is cut', () => {
    assert.ok(explainFault(new DockerFault(500, 'x'.repeat(10_000)), context).length <= 500);
  });
});
