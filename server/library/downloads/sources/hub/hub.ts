/** Where the hub is and who we are there; every request to it goes through here. */
import { AppError } from '../../../../platform/errors.ts';
import type { HttpReply, SourceContext, SourceOptions } from '../../source.ts';
import { isPublicHub } from '../../web/allowed-hosts.ts';

const PUBLIC_HUB = 'https://huggingface.co';

export interface Hub {
  /** Base URL without a slash at the end. */
  readonly url: string;
  readonly hasToken: boolean;
  /** The token goes to the hub's own origin only. */
  get(url: string, signal: AbortSignal, headers?: Readonly<Record<string, string>>): Promise<HttpReply>;
}

/** Throws `invalid_request` where the endpoint is not a URL. */
export function connectHub(options: SourceOptions, context: SourceContext): Hub {
  const { env, http } = context;
  const own = baseUrl(env['HF_ENDPOINT'] || PUBLIC_HUB);
  const base = options.hfEndpoint === undefined ? own : baseUrl(options.hfEndpoint);
  // The token of our own environment is meant for our own hub, not for one that a request names.
  const ours = base.origin === own.origin || isPublicHub(base);
  const token = options.hfToken ?? (ours ? env['HF_TOKEN'] || env['HUGGING_FACE_HUB_TOKEN'] : undefined);
  return {
    url: base.href.replace(/\/+$/, ''),
    hasToken: Boolean(token),
    get(url, signal, headers = {}) {
      const mine = token && URL.canParse(url) && new URL(url).origin === base.origin;
      return http.request(url, {
        signal,
        headers: { ...headers, 'user-agent': 'roundhouse', ...(mine ? { authorization: `Bearer ${token}` } : {}) },
      });
    },
  };
}

function baseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw new AppError('invalid_request', '`hf_endpoint` is not the base URL of a hub.', { param: 'hf_endpoint' });
  }
  return url;
}
