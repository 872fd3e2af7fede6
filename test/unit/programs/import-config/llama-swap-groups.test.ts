import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importText } from './import-fixture.ts';

const models = 'models: {a: {cmd: "x ${PORT}"}, b: {cmd: "x ${PORT}"}, c: {cmd: "x ${PORT}"}}\n';
const imported = (yaml: string) => importText(models + yaml);

/** Groups, how many slots they are, and whether something is lost. */
const cases: readonly (readonly [string, string, number, boolean])[] = [
  ['none: one model at a time', '', 1, false],
  ['one that swaps', 'g: {members: [a, b, c]}', 1, false],
  ['two that swap and exclude', 'g: {members: [a]}\n  h: {members: [b, c]}', 1, false],
  ['all together', 'g: {swap: false, members: [a, b, c]}', 3, false],
  [
    'all together in groups that let each other be',
    'g: {swap: false, exclusive: false, members: [a, b]}\n  h: {exclusive: false, members: [c]}',
    3,
    false,
  ],
  [
    'together with an exclusive one that came first',
    'g: {swap: false, exclusive: false, members: [a, b]}\n  h: {exclusive: true, members: [c]}',
    3,
    false,
  ],
  [
    'together with a persistent one',
    'g: {swap: false, persistent: true, members: [a, b]}\n  h: {members: [c]}',
    3,
    false,
  ],
  [
    'one that stays, two that swap',
    'g: {persistent: true, exclusive: false, members: [a]}\n  h: {members: [b, c]}',
    1,
    true,
  ],
  ['two together, one in no group', 'g: {swap: false, members: [a, b]}', 1, true],
];

describe('groups as slots', () => {
  for (const [what, groups, slots, lost] of cases)
    for (const [style, yaml, path] of [
      ['at the top', `groups:\n  ${groups}`, 'groups'],
      [
        'under routing',
        `routing:\n  router:\n    use: group\n    settings:\n      groups:\n        ${groups.replace('\n', '\n      ')}`,
        'routing.router.settings.groups',
      ],
    ] as const)
      it(`${what} (${style}): ${slots}`, () => {
        const { config, report } = imported(groups === '' ? '' : yaml);
        assert.equal(config.slots, slots);
        assert.equal(report.includes(`  ${path}: some of these models ran beside each other`), lost, report);
      });

  it('count only what is started here', () => {
    const { config } = importText(
      'models: {a: {cmd: "x ${PORT}"}, far: {cmd: "", proxy: "http://h:1"}}\ngroups: {g: {swap: false, members: [a]}}',
    );
    assert.equal(config.slots, 1);
  });

  for (const [where, yaml] of [
    ['matrix', 'matrix: {vars: {x: a}, sets: {all: "a & b & c"}}'],
    ['routing.router.settings.matrix', 'routing: {router: {use: matrix, settings: {matrix: {sets: {all: a}}}}}'],
  ] as const)
    it(`${where} is left behind, with what to do`, () => {
      const { config, report } = imported(yaml);
      assert.equal(config.slots, 1);
      assert.match(report, new RegExp(`  ${where}: .*choose a number`));
    });

  it('leaves the order of requests behind', () =>
    assert.match(
      imported('routing: {scheduler: {settings: {fifo: {priority: {a: 3}}}}}').report,
      /routing\.scheduler: /,
    ));

  it('says where more is preloaded than fits', () => {
    const { config, report } = imported('hooks: {on_startup: {preload: [a, b], profile: p}}');
    assert.deepEqual([config.models['a']?.preload, config.models['b']?.preload], [true, true]);
    assert.match(report, /preload: 2 models are preloaded into 1 slot:/);
    assert.match(report, /hooks\.on_startup\.profile: /);
  });

  it('passes over models to preload that there are not, and those that run elsewhere', () => {
    const { report } = imported(
      'hooks: {on_startup: {preload: [" ", gone, q]}}\npeers: {p: {proxy: "http://h", models: [q]}}',
    );
    assert.match(report, /preload: there is no model "gone"/);
    assert.match(report, /preload: q runs elsewhere/);
  });
});
