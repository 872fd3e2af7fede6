/** What of a request can be refused before anything is asked of anybody. */
import { AppError } from '../../../platform/errors.ts';
import type { DownloadRequest } from '../downloads.ts';
import { hostAndPort, isListed, isPublicDefault } from '../web/allowed-hosts.ts';
import { notListed } from '../web/http-faults.ts';

const MAX_WORKERS = 64;
const MAX_PATTERNS = 100;
const MAX_PATTERN_LENGTH = 1000;
/** ENDPOINT is that of Kthena's downloader. */
const ENDPOINT_NAMES = ['HF_ENDPOINT', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'OBS_ENDPOINT', 'ENDPOINT'];

/** Throws `invalid_request` and `endpoint_not_allowed`. */
export function checkRequest({ maxWorkers, options }: DownloadRequest, allowed: readonly string[]): void {
  if (!Number.isInteger(maxWorkers) || maxWorkers < 1 || maxWorkers > MAX_WORKERS) {
    throw invalid('max_workers', `\`max_workers\` must be a whole number from 1 to ${MAX_WORKERS}.`);
  }
  checkEndpoint('endpoint', options.endpoint, allowed);
  checkEndpoint('hf_endpoint', options.hfEndpoint, allowed);
  checkPatterns('allow_patterns', options.allowPatterns);
  checkPatterns('ignore_patterns', options.ignorePatterns);
}

function checkEndpoint(param: string, endpoint: string | undefined, allowed: readonly string[]): void {
  if (endpoint === undefined) return;
  const text = withProtocol(endpoint);
  if (!URL.canParse(text)) throw invalid(param, `\`${param}\` is not a URL.`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw invalid(param, `\`${param}\` must hold no credentials.`);
  if (!isPublicDefault(url) && !isListed(url, allowed)) throw notListed(url);
}

function checkPatterns(param: string, patterns: readonly string[] | undefined): void {
  if (patterns === undefined) return;
  const bad = patterns.some((pattern) => pattern === '' || pattern.length > MAX_PATTERN_LENGTH);
  if (bad || patterns.length > MAX_PATTERNS) {
    throw invalid(param, `\`${param}\` takes up to ${MAX_PATTERNS} patterns of 1 to ${MAX_PATTERN_LENGTH} characters.`);
  }
}

/** What the operator has put into the environment may be used like what the configuration lists. */
export function environmentHosts(env: Readonly<Record<string, string | undefined>>): string[] {
  return ENDPOINT_NAMES.flatMap((name) => {
    const text = withProtocol(env[name] ?? '');
    return URL.canParse(text) ? [hostAndPort(new URL(text))] : [];
  });
}

/** Equal for requests that may share one download: secrets and the number of workers make no difference. */
export function identityOf({ options }: DownloadRequest, shown: string, target: string): string {
  const { endpoint, region, hfEndpoint, hfRevision, allowPatterns, ignorePatterns } = options;
  return JSON.stringify([target, shown, endpoint, region, hfEndpoint, hfRevision, allowPatterns, ignorePatterns]);
}

/** Some write an S3 endpoint as a bare host. */
const withProtocol = (endpoint: string): string => (endpoint.includes('://') ? endpoint : `https://${endpoint}`);

const invalid = (param: string, message: string): AppError => new AppError('invalid_request', message, { param });
