import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SourceOptions } from '../../../server/library/downloads/source.ts';
import type { RepoOptions } from '../../fakes/hub/index.ts';
import { fails, modelFiles, setUp } from './harness.ts';

interface Case {
  readonly repo?: Partial<RepoOptions>;
  readonly source?: string;
  readonly options?: SourceOptions;
  readonly code: string;
  readonly says: readonly RegExp[];
}

const CASES: Record<string, Case> = {
  'gated, without a token': {
    repo: { gated: true, token: 'hf_right' },
    code: 'source_forbidden',
    says: [/gated/, /accept its conditions at http:.*\/org\/model/, /HF_TOKEN/],
  },
  'gated, with a token that has no access': {
    repo: { gated: true, token: 'hf_right' },
    options: { hfToken: 'hf_wrong' },
    code: 'source_forbidden',
    says: [/gated/, /account of this token/],
  },
  'private, without a token': {
    repo: { private: true, token: 'hf_right' },
    code: 'source_not_found',
    says: [/does not exist, or is private/, /give a token/],
  },
  'private, with a token that may not': {
    repo: { private: true, token: 'hf_right' },
    options: { hfToken: 'hf_wrong' },
    code: 'source_not_found',
    says: [/that the token may read it/],
  },
  missing: { source: 'hf://org/none', code: 'source_not_found', says: [/hf:\/\/org\/none does not exist/] },
  'there, but not at this revision': {
    source: 'hf://org/model@v9',
    code: 'source_not_found',
    says: [/no branch, tag or commit "v9"/],
  },
  'there, but not at the revision of the options': {
    options: { hfRevision: 'v8' },
    code: 'source_not_found',
    says: [/"v8"/],
  },
};

describe('a repository that is', () => {
  for (const [name, { repo, source, options = {}, code, says }] of Object.entries(CASES)) {
    test(`${name}: ${code}`, async () => {
      const repos = [{ name: 'org/model', files: modelFiles(2000), ...repo }];
      await using setup = await setUp({ hub: { repos } });
      await assert.rejects(setup.get({ options, ...(source && { source }) }), fails(code, ...says));
    });
  }
});

describe('a hub', () => {
  test('is listed page by page', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`f${index}.txt`, Buffer.from(`${index}`)]),
    );
    await using setup = await setUp({ hub: { repos: [{ name: 'org/model', files }], pageSize: 10 } });
    const view = await setup.get();
    assert.equal(view.files.length, 25);
    assert.equal(setup.hub.requests.filter(({ url }) => url.includes('/tree/')).length, 3);
  });

  test('is asked for files of the one commit that was listed', async () => {
    await using setup = await setUp();
    await setup.get({ source: 'org/model' });
    const asked = setup.hub.requests.filter(({ at }) => at === 'resolve').map(({ url }) => url.split('/')[4]);
    assert.equal(new Set(asked).size, 1);
    assert.match(asked[0] ?? '', /^[0-9a-f]{40}$/);
  });

  test('that a request names must be listed', async () => {
    await using setup = await setUp();
    const options = { hfEndpoint: 'https://hub.example' };
    assert.throws(() => setup.start({ options }), fails('endpoint_not_allowed', /hub\.example/));
  });

  test('that answers no JSON is tried again, and then named', async () => {
    await using setup = await setUp();
    setup.hub.faults.status = { at: 'api', status: 200, times: 1 };
    assert.equal((await setup.get()).state, 'completed');
    assert.ok(setup.logged.some((line) => line.includes('asked again') && line.includes('not what its API promises')));
    setup.hub.faults.status = { at: 'api', status: 200, times: 1000 };
    const outputDir = `${setup.root}/other`;
    await assert.rejects(setup.get({ outputDir }), fails('download_failed', /not what its API promises/));
  });
});

describe('a request is refused at once', () => {
  const CASES: Record<string, object> = {
    'without a known sort of source': { source: 'gopher://x/y' },
    'with what is no name of a repository': { source: 'hf://org/model/extra/path' },
    'with no name at all': { source: '' },
    'with no workers': { maxWorkers: 0 },
    'with too many workers': { maxWorkers: 65 },
    'with an empty pattern': { options: { allowPatterns: [''] } },
    'with an endpoint that is no URL': { options: { hfEndpoint: 'http://' } },
    'with a revision that is none': { options: { hfRevision: '../../x' } },
  };
  for (const [name, request] of Object.entries(CASES)) {
    test(name, async () => {
      await using setup = await setUp();
      assert.throws(() => setup.start(request), fails('invalid_request'));
      assert.equal(setup.hub.requests.length, 0);
    });
  }
});
