/** Who is asking: one answer for the hot path and for Express alike. */
import type { IncomingMessage } from 'node:http';
import type { RouteVerb } from '../../contract/route.ts';
import { type Caller, createKeyring, may } from '../accounts/keys.ts';
import type { Config, Verb } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';

export interface Authenticator {
  /** Throws `invalid_api_key`. */
  authenticate(req: IncomingMessage): Caller;
  /** As a route's verb asks: authenticated unless it is public, and allowed. Throws also `permission_denied`. */
  authorise(req: IncomingMessage, verb: RouteVerb): Caller;
  configure(config: Pick<Config, 'auth' | 'apiKeys'>): void;
}

/** The caller where no keys are asked for. */
const anyone: Caller = { name: 'anyone', verbs: new Set<Verb>(['admin']), models: null };

export function createAuthenticator(config: Pick<Config, 'auth' | 'apiKeys'>): Authenticator {
  let keyring = config.auth === 'none' ? null : createKeyring(config.apiKeys);
  const authenticate = (req: IncomingMessage): Caller => {
    if (keyring === null) return anyone;
    const presented = presentedKey(req);
    if (presented === null)
      throw new AppError(
        'invalid_api_key',
        'This gateway needs an API key: send `Authorization: Bearer KEY` or `x-api-key: KEY`.',
      );
    const caller = keyring.find(presented);
    if (caller === null) throw new AppError('invalid_api_key', 'The API key is not known here.');
    return caller;
  };
  return {
    authenticate,
    authorise(req, verb) {
      if (verb === 'public') return anyone;
      const caller = authenticate(req);
      if (may(caller, verb)) return caller;
      throw new AppError(
        'permission_denied',
        `The API key "${caller.name}" has no verb "${verb}", which this route asks for.`,
      );
    },
    configure(next) {
      keyring = next.auth === 'none' ? null : createKeyring(next.apiKeys);
    },
  };
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1; Anthropic's clients send `x-api-key`. */
export function presentedKey(req: IncomingMessage): string | null {
  const { authorization } = req.headers;
  if (authorization !== undefined) return /^bearer +([^ ]+) *$/i.exec(authorization)?.[1] ?? null;
  const key = req.headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? key : null;
}
