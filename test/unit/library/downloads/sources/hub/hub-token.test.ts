import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SourceOptions } from '../../../../../../server/library/downloads/source.ts';
import { connectHub } from '../../../../../../server/library/downloads/sources/hub/hub.ts';
import { contextOf, forever, scriptedHttp } from '../s3/scripted-http.ts';

/** The token that a hub at `hfEndpoint` is sent; undefined: none. */
async function tokenSentTo(hfEndpoint: string | undefined, given: SourceOptions = {}): Promise<string | undefined> {
  const http = scriptedHttp(() => ({}));
  const options = hfEndpoint === undefined ? given : { ...given, hfEndpoint };
  const hub = connectHub(options, contextOf(http, { HF_TOKEN: 'hf_env' }));
  await hub.get(`${hub.url}/api/models/org/name`, forever);
  return http.asked[0]?.headers['authorization'];
}

describe('the token of the environment', () => {
  it('goes to the public hub, asked for by name or not', async () => {
    assert.equal(await tokenSentTo(undefined), 'Bearer hf_env');
    assert.equal(await tokenSentTo('https://huggingface.co'), 'Bearer hf_env');
  });

  it('goes neither to a bucket that a request calls a hub, nor over plain http', async () => {
    for (const endpoint of ['https://somebody.s3.amazonaws.com', 'http://huggingface.co'])
      assert.equal(await tokenSentTo(endpoint), undefined, endpoint);
  });

  it('gives way to the one of the request, which goes where the request says', async () => {
    assert.equal(await tokenSentTo('https://somebody.s3.amazonaws.com', { hfToken: 'hf_own' }), 'Bearer hf_own');
  });
});
