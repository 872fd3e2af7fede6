/** Prompts of all sorts, the same ones each time: every `next` draws from one seeded stream. */

export interface Draw {
  /** An integer from 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: small, and good enough to mix texts. */
export function seededDraw(seed: number): Draw {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return { int, pick: (from) => from[int(from.length)] as (typeof from)[number] };
}

const words =
  'the of and a to in is you that it he was for on are as with his they I at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part capital Japan engine model story rabbit mountain library question answer gateway request'.split(
    ' ',
  );

const prose = (draw: Draw) =>
  `${repeat(draw, 4, 14, () => draw.pick(words)).join(' ')}${draw.pick(['. ', '? ', ', ', '! ', '.\n'])}`;
const code = (draw: Draw) =>
  draw.pick([
    'for (let i = 0; i < rows.length; i += 1) {\n    total += rows[i]?.price ?? 0;\n}\n',
    'def __init__(self, *args, **kwargs):\n\tsuper().__init__()\n\tself._x = {k: v for k, v in kwargs.items()}\n',
    'SELECT u.id, COUNT(*) FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY 1 HAVING COUNT(*) > 10;',
    '#include <vector>\ntemplate<typename T> auto&& f(T&& t) -> decltype(t()) { return std::forward<T>(t)(); }\n',
    'curl -sS -X POST "$URL/v1/models?limit=50" | jq -r \'.data[] | .id\' >> /tmp/out.txt 2>&1\n',
  ]);
const digits = (draw: Draw) =>
  repeat(draw, 1, 8, () => String(draw.int(10 ** (1 + draw.int(9))) / draw.pick([1, 100]))).join(
    draw.pick([' ', ',', '\t']),
  );
const punctuation = (draw: Draw) =>
  repeat(draw, 1, 20, () => draw.pick([...'!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\\'])).join('');
const space = (draw: Draw) => draw.pick([' ', '\n', '\t', '\r\n', '\u00a0', '\u2003']).repeat(1 + draw.int(24));
const fromRange = (draw: Draw, first: number, last: number) => String.fromCodePoint(first + draw.int(last - first + 1));
const cjk = (draw: Draw) =>
  repeat(draw, 2, 16, () =>
    draw.pick([fromRange(draw, 0x4e00, 0x9fa5), fromRange(draw, 0x3041, 0x30fe), fromRange(draw, 0xac00, 0xd7a3)]),
  ).join('');
const emoji = (draw: Draw) =>
  repeat(draw, 1, 6, () => draw.pick(['👩‍👩‍👧‍👦', '🇯🇵', '👍🏽', fromRange(draw, 0x1f600, 0x1f64f)])).join('');
const accents = (draw: Draw) =>
  repeat(draw, 2, 8, () =>
    draw.pick(['café', 'größer', 'naïve', 'señor', 'Čeština', 'Привет', 'Ελλάδα', 'שלום', 'e\u0301\u0308']),
  ).join(' ');
const longWord = (draw: Draw) =>
  draw.pick([
    'pneumonoultramicroscopicsilicovolcanoconiosis',
    'Donaudampfschifffahrtsgesellschaft',
    'AAAAAAAAAAAAAAAAAAAA',
    'zqxjkvbzqxjkvb',
  ]);
const base64 = (draw: Draw) => Buffer.from(repeat(draw, 6, 60, () => draw.int(256))).toString('base64');
const json = (draw: Draw) =>
  JSON.stringify(
    {
      id: draw.int(1e6),
      name: draw.pick(words),
      tags: repeat(draw, 0, 4, () => draw.pick(words)),
      ok: draw.int(2) === 0,
      x: null,
    },
    null,
    draw.pick([0, 2]),
  );
const special = (draw: Draw) =>
  draw.pick(['<|im_start|>', '<|im_end|>\n', '<|endoftext|>', '\u0000\u0007', '\ufeff', '\u200b', '\ud800']);

const sorts = [
  prose,
  prose,
  prose,
  prose,
  prose,
  prose,
  code,
  digits,
  punctuation,
  space,
  cjk,
  emoji,
  accents,
  longWord,
  base64,
  json,
  special,
];

/** Between one and forty pieces; some prompts are of one sort only. */
export function generatePrompt(draw: Draw): string {
  const only = draw.int(3) === 0 ? draw.pick(sorts) : null;
  return repeat(draw, 1, 40, () => (only ?? draw.pick(sorts))(draw)).join(draw.pick(['', ' ']));
}

function repeat<T>(draw: Draw, least: number, most: number, make: () => T): T[] {
  return Array.from({ length: least + draw.int(most - least + 1) }, make);
}
