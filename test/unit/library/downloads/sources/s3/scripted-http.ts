/** An HTTP that answers what a test says, and remembers what was asked. */
import type { GuardedHttp, HttpReply, SourceContext } from '../../../../../../server/library/downloads/source.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly redirects?: HttpReply['redirects'];
}

export interface ScriptedHttp extends GuardedHttp {
  readonly asked: readonly Asked[];
  /** Answers that were thrown away unread. */
  readonly discarded: readonly URL[];
}

export function scriptedHttp(answer: (asked: Asked, signal: AbortSignal) => Answer | Promise<Answer>): ScriptedHttp {
  const asked: Asked[] = [];
  const discarded: URL[] = [];
  return {
    asked,
    discarded,
    async request(address, { method = 'GET', headers = {}, signal }) {
      const one = { method, url: new URL(address), headers };
      asked.push(one);
      return replyOf(await answer(one, signal), one.url, () => discarded.push(one.url));
    },
    close: () => Promise.resolve(),
  };
}

function replyOf(
  { status = 200, headers = {}, text = '', redirects = [] }: Answer,
  url: URL,
  discard: () => void,
): HttpReply {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  return { status, headers, url: url.href, redirects, body: body(), text: () => Promise.resolve(text), discard };
}

export const contextOf = (
  http: GuardedHttp,
  env: Readonly<Record<string, string | undefined>> = {},
): SourceContext => ({ http, env, volumeRoot: null, readableRoots: [] });

export const forever = new AbortController().signal;

export const errorText = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>words &amp; more</Message>` +
  '<AWSAccessKeyId>AKIATHEKEY</AWSAccessKeyId><StringToSign>secret things</StringToSign></Error>';

export function listing(keys: readonly string[], next?: string, encoding = ''): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><Size>1</Size><ETag>&quot;e&quot;</ETag></Contents>`);
  const more =
    next === undefined
      ? 'false</IsTruncated>'
      : `true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`;
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>${more}${encoding}${contents.join('')}</ListBucketResult>`;
}
