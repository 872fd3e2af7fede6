/** What goes wrong between us and a server, in the product's error codes. URLs are shown without their query. */
import { AppError } from '../../../platform/errors.ts';
import { shownUrl } from './allowed-hosts.ts';
import { PrivateAddressError } from './connections.ts';

const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection took too long',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve now',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  WIRE_CONNECT_TIMEOUT: 'the connection took too long',
  WIRE_IDLE: 'nothing came for too long',
  WIRE_NOT_HTTP: 'the answer is not HTTP as it should be',
  WIRE_BAD_HEADER: 'a header has characters that no header has',
};

/** As the configuration and the sidecar call them. */
const ENDPOINTS = '`download_endpoints` (the sidecar: `--allow-endpoint`)';

/** Always an AppError, except that the reason of an aborted signal stays what it is. */
export function httpFault(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof AppError) return error;
  if (error instanceof PrivateAddressError) return privateAddress(url);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const what = MEANINGS[code] ?? (/^(ERR_TLS|CERT_|UNABLE_TO|DEPTH_|SELF_)/.test(code) ? `TLS: ${code}` : 'it failed');
  return new AppError(
    'download_failed',
    `GET ${shownUrl(url)}: ${what}${code === '' || code.startsWith('WIRE') || what.includes(code) ? '' : ` (${code})`}.`,
    { fields: { retryable: true } },
    { cause: error },
  );
}

export function privateAddress(url: URL): AppError {
  return new AppError(
    'endpoint_not_allowed',
    `"${url.host}" leads to a private address. If it is meant to be used, list it in ${ENDPOINTS}.`,
  );
}

export function notListed(url: URL): AppError {
  const message = `"${url.host}" is not an endpoint that a request may name. If it is meant to be used, list it in ${ENDPOINTS}.`;
  return new AppError('endpoint_not_allowed', message);
}
