import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../../platform/errors.ts';
import { presentedKey } from '../authenticate.ts';

/** Throws `invalid_api_key`. */
export function assertToken(req: IncomingMessage, sha256: Buffer): void {
  const presented = presentedKey(req);
  if (presented === null)
    throw new AppError('invalid_api_key', 'This sidecar needs its token: send `Authorization: Bearer TOKEN`.');
  if (!timingSafeEqual(hash('sha256', presented, 'buffer'), sha256))
    throw new AppError('invalid_api_key', 'The token is not the one of this sidecar.');
}
