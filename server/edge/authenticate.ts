/** Who is asking: one answer for the hot path and for Express alike. */
import type { IncomingMessage } from 'node:http';
import type { RouteVerb } from '../../contract/route.ts';
import type { Accounts } from '../accounts/index.ts';
import { type Caller, createKeyring, type Keyring, may, mayForSelf } from '../accounts/keys.ts';
import type { Config, Verb } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';

export interface Authenticator {
  /**
   * Who it is, if it may do what the route asks for; at once wherever that is known without the database. Throws, or
   * rejects with, `invalid_api_key`, `permission_denied` and, where it cannot be said now, `storage_unavailable`.
   */
  authorise(req: IncomingMessage, verb: RouteVerb): Caller | Promise<Caller>;
  configure(config: AuthConfig): void;
  /** Whether the configuration has this key: `key:NAME`. */
  hasConfigKey(id: string): boolean;
}

type AuthConfig = Pick<Config, 'auth' | 'apiKeys'>;

/** The caller where no keys are asked for. */
const anyone: Caller = { name: 'anyone', verbs: new Set<Verb>(['admin']), models: null, account: null };

/** `accounts` are asked where the configuration requires them. */
export function createAuthenticator(config: AuthConfig, accounts: Pick<Accounts, 'find'>): Authenticator {
  let keyring: Keyring | null = null;
  let withAccounts = false;
  const configure = ({ auth, apiKeys }: AuthConfig): void => {
    keyring = auth === 'none' ? null : createKeyring(apiKeys);
    withAccounts = auth === 'required';
  };
  configure(config);
  return {
    configure,
    hasConfigKey: (id) => keyring?.has(id) ?? false,
    authorise(req, verb) {
      if (verb === 'public' || keyring === null) return anyone;
      const presented = presentedKey(req);
      if (presented === null) throw noKey();
      const found = keyring.find(presented) ?? (withAccounts ? accounts.find(presented) : null);
      return found instanceof Promise ? found.then((caller) => allowed(caller, verb)) : allowed(found, verb);
    },
  };
}

function allowed(caller: Caller | null, verb: Exclude<RouteVerb, 'public'>): Caller {
  if (caller === null) throw new AppError('invalid_api_key', 'The API key is not known here.');
  if (verb === 'self' ? mayForSelf(caller) : may(caller, verb)) return caller;
  if (verb === 'self')
    throw new AppError(
      'permission_denied',
      `The API key "${caller.name}" is no login and has no verb "users"; this route asks for one of them.`,
    );
  throw new AppError(
    'permission_denied',
    `The API key "${caller.name}" has no verb "${verb}", which this route asks for.`,
  );
}

const noKey = (): AppError =>
  new AppError(
    'invalid_api_key',
    'This gateway needs an API key: send `Authorization: Bearer KEY` or `x-api-key: KEY`.',
  );

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1; Anthropic's clients send `x-api-key`. */
export function presentedKey(req: IncomingMessage): string | null {
  const { authorization } = req.headers;
  if (authorization !== undefined) return /^bearer +([^ ]+) *$/i.exec(authorization)?.[1] ?? null;
  const key = req.headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? key : null;
}
