import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SourceOptions } from '../../../../../../server/library/downloads/source.ts';
import { parseAddress, type Service } from '../../../../../../server/library/downloads/sources/s3/address.ts';
import { findEndpoint, isRegion, ownEndpoint } from '../../../../../../server/library/downloads/sources/s3/endpoint.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';

type Env = Readonly<Record<string, string>>;

const endpointOf = (service: Service, bucket: string, options: SourceOptions = {}, env: Env = {}) =>
  findEndpoint(parseAddress(service, `${service}://${bucket}/x`), options, env);
const urlOf = (...given: Parameters<typeof endpointOf>): string => endpointOf(...given).bucketUrl;

describe('where a bucket answers', () => {
  describe('s3:// without an endpoint', () => {
    it('AWS’s own host, the bucket in its name', () => {
      assert.deepEqual(endpointOf('s3', 'models'), {
        bucketUrl: 'https://models.s3.us-east-1.amazonaws.com',
        region: 'us-east-1',
        own: true,
      });
    });

    it('of the region that is said, by the caller or the environment', () => {
      const env = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' };
      assert.equal(endpointOf('s3', 'models', { region: 'ap-south-1' }, env).region, 'ap-south-1');
      assert.equal(urlOf('s3', 'models', {}, env), 'https://models.s3.eu-west-1.amazonaws.com');
      assert.equal(endpointOf('s3', 'models', {}, { AWS_DEFAULT_REGION: 'eu-west-2' }).region, 'eu-west-2');
    });

    it('in China, which has a domain of its own', () => {
      assert.equal(ownEndpoint('models', 'cn-north-1').bucketUrl, 'https://models.s3.cn-north-1.amazonaws.com.cn');
    });

    it('in the path where the name has dots or capitals: no certificate is for such a host', () => {
      assert.equal(urlOf('s3', 'my.models'), 'https://s3.us-east-1.amazonaws.com/my.models');
      assert.equal(urlOf('s3', 'Models_1'), 'https://s3.us-east-1.amazonaws.com/Models_1');
    });
  });

  describe('s3:// with an endpoint', () => {
    it('has the bucket in the path', () => {
      assert.deepEqual(endpointOf('s3', 'models', { endpoint: 'http://127.0.0.1:9000/' }), {
        bucketUrl: 'http://127.0.0.1:9000/models',
        region: 'us-east-1',
        own: false,
      });
    });

    it('gets https where no scheme is given', () => {
      assert.equal(
        urlOf('s3', 'models', { endpoint: 'minio.example.com:9000' }),
        'https://minio.example.com:9000/models',
      );
    });

    it('keeps the path of the endpoint', () => {
      assert.equal(urlOf('s3', 'models', { endpoint: 'https://host/s3/proxy/' }), 'https://host/s3/proxy/models');
    });

    it('has the bucket where the endpoint has it already', () => {
      assert.equal(urlOf('s3', 'models', { endpoint: 'https://models.example.com' }), 'https://models.example.com');
    });

    it('of AWS itself is AWS’s own, in the region of its name', () => {
      const endpoint = 'https://s3.eu-central-1.amazonaws.com';
      assert.deepEqual(endpointOf('s3', 'models', { endpoint }), ownEndpoint('models', 'eu-central-1'));
      const old = 'https://s3-eu-west-1.amazonaws.com';
      assert.deepEqual(endpointOf('s3', 'models', { endpoint: old }), ownEndpoint('models', 'eu-west-1'));
      const all = { endpoint: 'https://s3.amazonaws.com', region: 'eu-west-3' };
      assert.deepEqual(endpointOf('s3', 'models', all), ownEndpoint('models', 'eu-west-3'));
    });

    it('comes from the environment: S3’s own name first, Kthena’s only beside its keys', () => {
      const aws = { AWS_ENDPOINT_URL: 'http://general', AWS_ENDPOINT_URL_S3: 'http://special' };
      assert.equal(urlOf('s3', 'models', {}, aws), 'http://special/models');
      assert.equal(urlOf('s3', 'models', {}, { AWS_ENDPOINT_URL: 'http://general' }), 'http://general/models');
      const keys = { ACCESS_KEY: 'a', SECRET_KEY: 'b' };
      assert.equal(urlOf('s3', 'models', {}, { ...keys, ENDPOINT: 'http://kthena' }), 'http://kthena/models');
      assert.equal(endpointOf('s3', 'models', {}, { ENDPOINT: 'http://anybody' }).own, true);
      assert.equal(urlOf('s3', 'models', { endpoint: 'http://mine' }, aws), 'http://mine/models');
    });
  });

  describe('obs://', () => {
    const endpoint = 'obs.cn-north-4.myhuaweicloud.com';

    it('has the bucket in the host name, and the region from it', () => {
      assert.deepEqual(endpointOf('obs', 'models', { endpoint }), {
        bucketUrl: 'https://models.obs.cn-north-4.myhuaweicloud.com',
        region: 'cn-north-4',
        own: false,
      });
      assert.equal(endpointOf('obs', 'models', { endpoint, region: 'cn-east-3' }).region, 'cn-east-3');
    });

    it('does not add a bucket that is there already', () => {
      assert.equal(urlOf('obs', 'models', { endpoint: `https://models.${endpoint}` }), `https://models.${endpoint}`);
    });

    for (const host of ['http://127.0.0.1:9000', 'http://[::1]:9000', 'http://localhost:9000']) {
      it(`has the bucket in the path at ${host}`, () => {
        assert.equal(urlOf('obs', 'models', { endpoint: host }), `${host}/models`);
      });
    }

    it('has a bucket in the path that cannot be a part of a host', () => {
      assert.equal(urlOf('obs', 'my.models', { endpoint }), `https://${endpoint}/my.models`);
    });

    it('takes OBS_ENDPOINT or Kthena’s, never AWS’s', () => {
      assert.equal(urlOf('obs', 'models', {}, { OBS_ENDPOINT: endpoint }), `https://models.${endpoint}`);
      const kthena = { ACCESS_KEY: 'a', SECRET_KEY: 'b', ENDPOINT: endpoint };
      assert.equal(urlOf('obs', 'models', {}, kthena), `https://models.${endpoint}`);
      assert.throws(() => endpointOf('obs', 'models', {}, { AWS_ENDPOINT_URL: 'http://x' }), {
        code: 'invalid_request',
        details: { param: 'endpoint' },
        message: /OBS_ENDPOINT/,
      });
    });
  });

  it('an endpoint that is none is refused, and what may be a password in it is not repeated', () => {
    for (const endpoint of [
      'http://u:topsecret@host',
      'https://host?topsecret',
      'https://host/#topsecret',
      'ftp://topsecret',
      'a b',
    ]) {
      assert.throws(
        () => endpointOf('s3', 'models', { endpoint }),
        (error) =>
          error instanceof AppError && error.details.param === 'endpoint' && !error.message.includes('topsecret'),
        endpoint,
      );
    }
  });

  it('a region that could be more than a region is refused', () => {
    for (const region of ['evil.example.com/', 'a.b', 'x@y', 'ü', 'a'.repeat(65), 'a b']) {
      assert.equal(isRegion(region), false, region);
      assert.throws(() => endpointOf('s3', 'models', { region }), {
        code: 'invalid_request',
        details: { param: 'region' },
      });
    }
  });
});
