/** Base URLs of engines. */

/** The URL without a trailing slash, or what is wrong with it, as the end of a sentence. */
export function parseEngineUrl(text: string): { readonly url: string } | { readonly fault: string } {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return { fault: 'must be an http or https URL, e.g. http://127.0.0.1:9000' };
  if (url.username !== '' || url.password !== '')
    return {
      fault:
        'must not hold a user name or password; put the key into an environment variable and name it in api_key_env',
    };
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return { fault: 'must have no query and no fragment; remove what follows the ? or #' };
  const path = url.pathname.replace(/\/+$/, '');
  if (path.endsWith('/v1'))
    return { fault: `must be the base URL: Roundhouse adds /v1 itself; write ${url.origin}${path.slice(0, -3)}` };
  return { url: `${url.origin}${path}` };
}
