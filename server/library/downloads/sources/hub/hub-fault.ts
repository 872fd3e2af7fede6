/** The hub's refusals, told apart, with what the user can do about each. */
import { AppError } from '../../../../platform/errors.ts';
import type { HttpReply } from '../../source.ts';
import { isPassingStatus, retryAfter, retryLater } from '../retryable.ts';
import type { Hub } from './hub.ts';
import type { Repository } from './repository.ts';

/** From an answer that is no success. `path`: the file that was asked for; null: the repository itself. */
export function hubFault(
  reply: Pick<HttpReply, 'status' | 'headers'>,
  { name, revision }: Repository,
  hub: Pick<Hub, 'url' | 'hasToken'>,
  path: string | null,
): AppError {
  const { status, headers } = reply;
  const shown = `hf://${name}`;
  if (isPassingStatus(status)) {
    const what = status === 429 ? 'too many requests' : `status ${status}`;
    return retryLater(`${shown}: the hub answered ${what}.`, retryAfter(headers, new Date()));
  }
  if (status === 412 || status === 416) {
    return new AppError('download_changed', `${shown}: "${path}" is not the file that was listed.`);
  }
  switch (headers['x-error-code']) {
    case 'GatedRepo':
      return forbidden(`${shown} is gated: ${gateAdvice(name, hub)}`);
    case 'DisabledRepo':
      return forbidden(`${shown} has been disabled by the hub.`);
    case 'RevisionNotFound':
      return notFound(`${shown} has no branch, tag or commit "${revision}".`, 'hf_revision');
    case 'EntryNotFound':
      return notFound(`${shown} has no file "${path}" at ${revision}.`);
    case 'RepoNotFound':
      return notFound(`${shown} does not exist, or is private: ${privateAdvice(hub)}`);
  }
  if (status === 401 && hub.hasToken) return forbidden(`${shown}: the hub does not take the token.`, 'hf_token');
  if (status === 401 || status === 404) {
    return notFound(`${shown} does not exist, or is private: ${privateAdvice(hub)}`);
  }
  if (status === 403) return forbidden(`${shown}: the hub does not let this token read it.`, 'hf_token');
  return new AppError('download_failed', `${shown}: the hub answered status ${status}.`);
}

function gateAdvice(name: string, { url, hasToken }: Pick<Hub, 'url' | 'hasToken'>): string {
  const accept = `accept its conditions at ${url}/${name}`;
  return hasToken
    ? `${accept} with the account of this token, or use another token.`
    : `${accept} and give a token of that account (\`hf_token\`, or HF_TOKEN in the environment).`;
}

const privateAdvice = ({ hasToken }: Pick<Hub, 'hasToken'>): string =>
  hasToken
    ? 'check the name, and that the token may read it.'
    : 'check the name, or give a token (`hf_token`, or HF_TOKEN in the environment).';

const forbidden = (message: string, param = 'source'): AppError => new AppError('source_forbidden', message, { param });
const notFound = (message: string, param = 'source'): AppError => new AppError('source_not_found', message, { param });
