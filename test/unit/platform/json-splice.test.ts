import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { removeMember, replaceMember, setMember } from '../../../server/platform/json-splice.ts';

type Splice = (bytes: Buffer, key: string, value: unknown) => Buffer;

const run = (splice: Splice, text: string, key: string, value?: unknown) =>
  splice(Buffer.from(text), key, value).toString();

describe('replaceMember', () => {
  const cases: [name: string, before: string, after: string][] = [
    ['replaces the value', '{"model":"a"}', '{"model":"b"}'],
    ['keeps the whitespace', ' { "model" :\t"a" ,\r\n"x" : 1.50 } ', ' { "model" :\t"b" ,\r\n"x" : 1.50 } '],
    ['replaces every occurrence', '{"model":1,"x":2,"model":"a"}', '{"model":"b","x":2,"model":"b"}'],
    ['knows a key that is spelled with escapes', '{"mod\\u0065l":"a"}', '{"mod\\u0065l":"b"}'],
    [
      'leaves a nested key of that name alone',
      '{"x":{"model":"a"},"y":[{"model":"a"}]}',
      '{"x":{"model":"a"},"y":[{"model":"a"}]}',
    ],
    [
      'is not misled by keys inside strings',
      '{"x":"\\"model\\":\\"a\\"","model":"a"}',
      '{"x":"\\"model\\":\\"a\\"","model":"b"}',
    ],
    ['is not misled by brackets inside strings', '{"x":"]}{[","model":"a"}', '{"x":"]}{[","model":"b"}'],
    ['is not misled by a backslash before the quote', '{"x":"\\\\","model":"a"}', '{"x":"\\\\","model":"b"}'],
    ['replaces an object', '{"model":{"a":[1,{"b":"}"}]},"x":1}', '{"model":"b","x":1}'],
    ['replaces a number', '{"model":-1.5e+9}', '{"model":"b"}'],
    ['replaces null', '{"model":null }', '{"model":"b" }'],
    [
      'passes over characters of several bytes',
      '{"é😀":"日本","model":"a","x":"é"}',
      '{"é😀":"日本","model":"b","x":"é"}',
    ],
    ['does not take a longer key for it', '{"model2":"a","mode":"a"}', '{"model2":"a","mode":"a"}'],
  ];
  for (const [name, before, after] of cases) {
    it(name, () => assert.equal(run(replaceMember, before, 'model', 'b'), after));
  }

  it('finds a key that is not ASCII', () => {
    assert.equal(
      run(replaceMember, '{"größe":1,"gr\\u00f6\\u00dfe":2}', 'größe', 3),
      '{"größe":3,"gr\\u00f6\\u00dfe":3}',
    );
  });

  it('returns the same Buffer where the key is not there', () => {
    const bytes = Buffer.from('{"x":{"model":"a"}}');
    assert.equal(replaceMember(bytes, 'model', 'b'), bytes);
  });

  it('returns the same Buffer where the value is there already', () => {
    const bytes = Buffer.from('{"model":"b","model":"b"}');
    assert.equal(replaceMember(bytes, 'model', 'b'), bytes);
  });

  it('does not change the Buffer that it was given', () => {
    const bytes = Buffer.from('{"model":"a"}');
    replaceMember(bytes, 'model', 'b');
    assert.equal(bytes.toString(), '{"model":"a"}');
  });

  it('keeps bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('","model":"a"}')]);
    const after = replaceMember(bytes, 'model', 'b');
    assert.deepEqual(after.subarray(0, 8), bytes.subarray(0, 8));
    assert.equal(after.subarray(8).toString(), '","model":"b"}');
  });

  it('gets through 200,000 levels of nesting', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    assert.equal(run(replaceMember, `{"x":${deep},"model":"a"}`, 'model', 'b'), `{"x":${deep},"model":"b"}`);
  });

  it('takes __proto__ for a key like any other', () => {
    assert.equal(
      run(replaceMember, '{"__proto__":{"model":"a"},"model":"a"}', 'model', 'b'),
      '{"__proto__":{"model":"a"},"model":"b"}',
    );
  });

  for (const text of [
    '',
    '[]',
    '"model"',
    '{',
    '{"model"',
    '{"model":',
    '{"model":"a',
    '{"model":"a"',
    '{"model":}',
    '{"x":[1',
    '{"a":1,}',
    '{"a" 1}',
    '{"a":1 "b":2}',
  ]) {
    it(`throws on ${JSON.stringify(text)}, which is no JSON object`, () => {
      assert.throws(() => run(replaceMember, text, 'model', 'b'), SyntaxError);
    });
  }
});

describe('setMember', () => {
  it('replaces where the key is there', () => {
    assert.equal(run(setMember, '{"a":1,"b":2}', 'a', { c: [3] }), '{"a":{"c":[3]},"b":2}');
  });
  it('adds the key at the end where it is not', () => {
    assert.equal(run(setMember, '{ "a": 1 }\n', 'lora', [{ id: 0 }]), '{ "a": 1,"lora":[{"id":0}] }\n');
  });
  it('adds the key to an empty object', () => {
    assert.equal(run(setMember, '{ }', 'a', null), '{"a":null }');
  });
  it('escapes the key and the value', () => {
    assert.equal(run(setMember, '{}', 'a"', 'b\n'), '{"a\\"":"b\\n"}');
  });
  it('refuses what JSON cannot say', () => {
    assert.throws(() => run(setMember, '{}', 'a', undefined), TypeError);
  });
});

describe('removeMember', () => {
  const cases: [before: string, after: string][] = [
    ['{"a":1}', '{}'],
    ['{ "a" : 1 }', '{  }'],
    ['{"a":1,"b":2}', '{"b":2}'],
    ['{"b":2,"a":1}', '{"b":2}'],
    ['{"b":2 , "a":1 , "c":3}', '{"b":2 , "c":3}'],
    ['{"a":1,"a":2,"b":3}', '{"b":3}'],
    ['{"b":3,"a":1,"a":2}', '{"b":3}'],
    ['{"a":1,"b":3,"a":2,"c":4,"\\u0061":2}', '{"b":3,"c":4}'],
    ['{"a":1,"a":2}', '{}'],
  ];
  for (const [before, after] of cases) {
    it(`makes ${after} of ${before}`, () => assert.equal(run(removeMember, before, 'a'), after));
  }
  it('returns the same Buffer where the key is not there', () => {
    const bytes = Buffer.from('{"b":{"a":1}}');
    assert.equal(removeMember(bytes, 'a'), bytes);
  });
});

/** A member as the client might write it, in pieces, so that the bytes around the value are known. */
interface Written {
  readonly key: string;
  readonly head: string;
  readonly value: string;
  readonly tail: string;
}

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

const escapeAll = (text: string) =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`;

const key = fc.oneof(
  { weight: 3, arbitrary: fc.constant('model') },
  { weight: 1, arbitrary: fc.constantFrom('model2', 'mode', 'Model', '__proto__', 'größe', '') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
);

const value = fc.oneof(
  fc.jsonValue().map((it) => JSON.stringify(it)),
  fc.jsonValue().map((it) => JSON.stringify(it, null, 2)),
  fc.jsonValue().map((it) => JSON.stringify({ model: it, x: [{ model: JSON.stringify(it) }] })),
  fc
    .string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', 'model', 'é', '😀') })
    .map((it) => JSON.stringify(it)),
  fc.string({ unit: 'binary' }).map(escapeAll),
  fc.constantFrom('1.50', '-0', '1E400', '12345678901234567890'),
);

const written: fc.Arbitrary<Written> = fc
  .record({ key, value, escaped: fc.boolean(), spaces: fc.array(space, { minLength: 4, maxLength: 4 }) })
  .map((it) => ({
    key: it.key,
    head: `${it.spaces[0]}${it.escaped ? escapeAll(it.key) : JSON.stringify(it.key)}${it.spaces[1]}:${it.spaces[2]}`,
    value: it.value,
    tail: it.spaces[3] ?? '',
  }));

const object = fc.array(written, { maxLength: 6 });

const join = (members: readonly Written[]) => `{${members.map((it) => it.head + it.value + it.tail).join(',')}}`;

/** What a reader makes of it that keeps repeated keys apart. */
function readMembers(text: string): [string, unknown][] {
  const found: [string, unknown][] = [];
  const seen = new Map<string, number>();
  for (const it of members(text)) {
    const name = JSON.parse(it.key) as string;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    found.push([name, JSON.parse(it.value)]);
  }
  return found;
}

/** Splits by trying: the shortest prefix that parses is the next part. Slow, and shares nothing with the code tested. */
function* members(text: string): Generator<{ key: string; value: string }> {
  let rest = text.trim().slice(1, -1);
  while (rest.trim() !== '') {
    const [key, afterKey] = shortest(rest, ':');
    const [value, afterValue] = shortest(afterKey, ',');
    yield { key, value };
    rest = afterValue;
  }
}

function shortest(text: string, end: string): [string, string] {
  for (let at = text.indexOf(end); ; at = text.indexOf(end, at + 1)) {
    const head = at < 0 ? text : text.slice(0, at);
    if (parses(head)) return [head, at < 0 ? '' : text.slice(at + 1)];
    if (at < 0) throw new Error('no end');
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('for any JSON object', () => {
  it('setMember changes the values of the key and no other byte', () => {
    fc.assert(
      fc.property(object, fc.jsonValue(), (members, to) => {
        const wanted = members.map((it) => (it.key === 'model' ? { ...it, value: JSON.stringify(to) } : it));
        const found = members.some((it) => it.key === 'model');
        const after = run(setMember, join(members), 'model', to);
        if (found) assert.equal(after, join(wanted));
        assert.deepEqual((JSON.parse(after) as Record<string, unknown>)['model'], JSON.parse(JSON.stringify(to)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('setMember adds an absent key and keeps the other members', () => {
    fc.assert(
      fc.property(object, fc.jsonValue(), (members, to) => {
        const others = members.filter((it) => it.key !== 'model');
        const after = readMembers(run(setMember, join(others), 'model', to));
        assert.deepEqual(after.slice(0, -1), readMembers(join(others)));
        assert.deepEqual(after.at(-1), ['model', JSON.parse(JSON.stringify(to))]);
      }),
      { numRuns: 500 },
    );
  });

  it('removeMember leaves the other members, in their order', () => {
    fc.assert(
      fc.property(object, (members) => {
        const others = members.filter((it) => it.key !== 'model');
        assert.deepEqual(readMembers(run(removeMember, join(members), 'model')), readMembers(join(others)));
      }),
      { numRuns: 500 },
    );
  });

  it('replaceMember gives back the same Buffer unless the key is there with another value', () => {
    fc.assert(
      fc.property(object, (members) => {
        const bytes = Buffer.from(join(members));
        const changes = members.some((it) => it.key === 'model' && it.value !== '"x"');
        assert.equal(replaceMember(bytes, 'model', 'x') === bytes, !changes);
      }),
      { numRuns: 500 },
    );
  });
});
