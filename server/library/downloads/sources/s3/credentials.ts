/** Whose keys sign the requests: the caller's, else the environment's, else nobody's. */
import { AppError } from '../../../../platform/errors.ts';
import type { SourceOptions } from '../../source.ts';
import type { Service } from './address.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names in the environment, first one first. ACCESS_KEY and SECRET_KEY are those of Kthena's downloader. */
const PAIRS: Readonly<Record<Service, readonly (readonly [id: string, secret: string, token?: string])[]>> = {
  s3: [
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
    ['ACCESS_KEY', 'SECRET_KEY'],
  ],
  obs: [
    ['OBS_ACCESS_KEY_ID', 'OBS_SECRET_ACCESS_KEY', 'OBS_SECURITY_TOKEN'],
    ['OBS_ACCESS_KEY', 'OBS_SECRET_KEY', 'OBS_SECURITY_TOKEN'],
    ['ACCESS_KEY', 'SECRET_KEY'],
    ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ],
};

/** null: requests are not signed. Throws `invalid_request` where the caller gives one half of a pair. */
export function findCredentials(
  service: Service,
  { accessKey, secretKey }: Pick<SourceOptions, 'accessKey' | 'secretKey'>,
  env: Environment,
): Credentials | null {
  if (accessKey && secretKey) return checked({ accessKeyId: accessKey, secretAccessKey: secretKey });
  if (accessKey || secretKey) {
    const [given, missing] = accessKey ? ['access_key', 'secret_key'] : ['secret_key', 'access_key'];
    throw new AppError('invalid_request', `\`${given}\` needs \`${missing}\` beside it.`, { param: missing });
  }
  for (const [id, secret, token] of PAIRS[service]) {
    const [accessKeyId, secretAccessKey] = [env[id], env[secret]];
    if (!accessKeyId || !secretAccessKey) continue;
    const sessionToken = token === undefined ? undefined : env[token];
    return checked({ accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) });
  }
  return null;
}

/** The access key and the token travel in headers. */
function checked(credentials: Credentials): Credentials {
  const { accessKeyId, sessionToken = '' } = credentials;
  if (/^[\x21-\x7e]+$/.test(accessKeyId) && /^[\x21-\x7e]*$/.test(sessionToken)) return credentials;
  throw new AppError('invalid_request', 'The access key has characters that no access key has.', {
    param: 'access_key',
  });
}
