import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseListing } from '../../../../../../server/library/downloads/sources/s3/list-objects.ts';
import { parseXml, text } from '../../../../../../server/library/downloads/sources/s3/xml.ts';
import { listing } from './scripted-http.ts';

const keysOf = (document: string): readonly string[] | undefined => parseListing(document)?.keys;
const encoded = '<EncodingType>url</EncodingType>';

describe('a page of a listing', () => {
  it('has keys and, where there is more, what to go on with', () => {
    assert.deepEqual(parseListing(listing(['a', 'b/c'])), { keys: ['a', 'b/c'], next: null });
    assert.deepEqual(parseListing(listing(['a'], 'go+on=')), { keys: ['a'], next: 'go+on=' });
  });

  it('may be empty', () => {
    assert.deepEqual(parseListing(listing([])), { keys: [], next: null });
    assert.deepEqual(parseListing('<ListBucketResult/>'), { keys: [], next: null });
  });

  it('has one key as well as many', () => assert.deepEqual(keysOf(listing(['only'])), ['only']));

  it('keeps keys that look like something else', () => {
    const keys = ['007', '0x1F', '1e3', 'true', ' spaces ', '1.50'];
    assert.deepEqual(keysOf(listing(keys)), keys);
  });

  it('has entities in its keys, named and numbered', () => {
    assert.deepEqual(keysOf(listing(['&lt;a&gt;&amp;&quot;&apos;&#39;&#x27;&#xFC;'])), [`<a>&"'''ü`]);
    assert.deepEqual(keysOf(listing(['&amp;lt;', '&nbsp;', '&#x110000;'])), ['&lt;', '&nbsp;', '&#x110000;']);
  });

  it('has its keys encoded as forms are, where it says so', () => {
    assert.deepEqual(keysOf(listing(['a+b%2Bc%25/%E6%97%A5'], undefined, encoded)), ['a b+c%/日']);
    assert.deepEqual(keysOf(listing(['a+b%2Bc'])), ['a+b%2Bc']);
    assert.deepEqual(keysOf(listing(['a+b'], undefined, '<EncodingType></EncodingType>')), ['a+b']);
  });

  it('may have a thousand keys with many entities', () => {
    const keys = Array.from({ length: 1_000 }, (_, at) => `&amp;&amp;&amp;${at}`);
    assert.equal(keysOf(listing(keys))?.[999], '&&&999');
  });

  const broken: readonly (readonly [string, string])[] = [
    ['another document', '<html><body>Welcome</body></html>'],
    ['no XML', 'It works!'],
    ['nothing', ''],
    ['half a document', listing(['a']).slice(0, 60)],
    ['an object without a key', '<ListBucketResult><Contents><Size>1</Size></Contents></ListBucketResult>'],
    ['more to come and no way on', '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>'],
    ['keys that are not encoded as promised', listing(['%zz'], undefined, encoded)],
    ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${listing(['&a;'])}`],
  ];
  for (const [what, document] of broken) {
    it(`is none: ${what}`, () => assert.equal(parseListing(document), null));
  }
});

describe('the XML of an answer', () => {
  it('is read by the name of its root, whatever the namespace', () => {
    assert.equal(text(parseXml('<x:Error xmlns:x="u"><x:Code>C</x:Code></x:Error>', 'Error') ?? {}, 'Code'), 'C');
    assert.equal(parseXml('<Other/>', 'Error'), null);
  });

  it('has text only where there is plain text', () => {
    const error = parseXml('<Error><Code><b>x</b></Code></Error>', 'Error') ?? {};
    assert.equal(text(error, 'Code'), undefined);
    assert.equal(text(error, 'Message'), undefined);
  });
});
