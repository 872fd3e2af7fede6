/** The refusals of an S3 service, told apart, with what the user can do about each. Nothing that was signed is repeated. */
import { AppError } from '../../../../platform/errors.ts';
import type { HttpReply } from '../../source.ts';
import { isPassingStatus, retryAfter, retryLater } from '../retryable.ts';
import { parseXml, text } from './xml.ts';

export interface Asked {
  /** `s3://bucket/key`, as it is shown. */
  readonly shown: string;
  readonly bucket: string;
  /** Whether the request was signed. */
  readonly signed: boolean;
}

/** Texts of errors are small; a longer one is no S3 error. */
const TEXT_LIMIT = 64 * 1024;

/** Codes that come with a status of 4xx and pass all the same. */
const PASSING = new Set([
  'SlowDown',
  'RequestTimeout',
  'ServiceUnavailable',
  'InternalError',
  'Throttling',
  'TooManyRequests',
]);

const FORBIDDEN: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'the service does not know the access key; check `access_key` and `endpoint`',
  // VersityGW's word for the same, with a status of 404.
  XAdminUserNotFound: 'the service does not know the access key; check `access_key` and `endpoint`',
  SignatureDoesNotMatch: 'the signature does not match; check `secret_key` and `region`',
  ExpiredToken: 'the session token has expired; get a new one',
  InvalidToken: 'the session token is not a valid one',
  RequestTimeTooSkewed: 'the clock of this machine and that of the service differ too much',
  InvalidObjectState: 'the object is archived; restore it first',
  AuthorizationHeaderMalformed: 'the service does not take the signature; check `region`',
  AccountProblem: 'the account of the access key has a problem',
  AllAccessDisabled: 'all access to it is disabled',
};

/** The error code in an answer's text, else null. Reads the answer to its end. HEAD answers have no text. */
export async function readFaultCode(reply: HttpReply): Promise<string | null> {
  const document = await reply.text(TEXT_LIMIT).catch(() => '');
  const error = parseXml(document, 'Error');
  const code = error === null ? undefined : text(error, 'Code');
  return code !== undefined && /^[\w.]{1,64}$/.test(code) ? code : null;
}

/** `code` is S3's own word; null: it said none. */
export function s3Fault(reply: Pick<HttpReply, 'status' | 'headers'>, code: string | null, asked: Asked): AppError {
  const { status, headers } = reply;
  const { shown } = asked;
  const said = code === null ? `status ${status}` : `${code} (status ${status})`;
  if (isPassingStatus(status) || PASSING.has(code ?? '')) {
    return retryLater(`${shown}: the service answered ${said}.`, retryAfter(headers, new Date()));
  }
  if (code === 'NoSuchBucket') return notFound(`There is no bucket "${asked.bucket}" there; check \`endpoint\` too.`);
  if (code === 'InvalidBucketName') return notFound(`"${asked.bucket}" is no name of a bucket there.`);
  if (code === 'NoSuchKey') return notFound(`${shown} does not exist.`);
  if (status === 412 || status === 416 || code === 'PreconditionFailed') return changed(asked);
  const why = FORBIDDEN[code ?? ''];
  if (why !== undefined) return forbidden(`${shown}: ${why} (${code}).`);
  if (status === 401 || status === 403 || code === 'AccessDenied') return forbidden(denied(asked));
  if (status === 404) return notFound(`${shown} does not exist.`);
  return new AppError('download_failed', `${shown}: the service answered ${said}.`, { fields: { retryable: false } });
}

export const changed = ({ shown }: Pick<Asked, 'shown'>): AppError =>
  new AppError('download_changed', `${shown} is not the object that was listed: it changed or went meanwhile.`);

function denied({ shown, signed }: Asked): string {
  return signed
    ? `${shown}: access denied; the keys need s3:ListBucket on the bucket and s3:GetObject on its objects.`
    : `${shown}: access denied without keys; give \`access_key\` and \`secret_key\`, or AWS_ACCESS_KEY_ID and ` +
        'AWS_SECRET_ACCESS_KEY in the environment.';
}

const forbidden = (message: string): AppError => new AppError('source_forbidden', message, { param: 'source' });
const notFound = (message: string): AppError => new AppError('source_not_found', message, { param: 'source' });
