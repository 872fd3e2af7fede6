/** S3, and OBS, which speaks S3: `s3://bucket/prefix`, `obs://bucket/prefix`. */
import type { OpenSource } from '../../source.ts';
import { createPathFilter } from '../path-filter.ts';
import { parseAddress, type Service } from './address.ts';
import { connectBucket } from './bucket.ts';
import { findCredentials } from './credentials.ts';
import { findEndpoint } from './endpoint.ts';
import { listFiles } from './list-files.ts';

/** A folder of a bucket, the whole bucket, or one object. Throws `invalid_request`. */
export const openS3Source: OpenSource = (...given) => open('s3', ...given);

/** The same of Huawei's OBS, which needs an endpoint. */
export const openObsSource: OpenSource = (...given) => open('obs', ...given);

function open(service: Service, ...[uri, options, context]: Parameters<OpenSource>): ReturnType<OpenSource> {
  const address = parseAddress(service, uri);
  const endpoint = findEndpoint(address, options, context.env);
  const credentials = findCredentials(service, options, context.env);
  const bucket = connectBucket(address, endpoint, credentials, context.http);
  const wanted = createPathFilter(options);
  return { shown: address.shown, list: (signal) => listFiles(bucket, wanted, signal) };
}
