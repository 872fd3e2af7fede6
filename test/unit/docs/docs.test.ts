/** What the documents say of codes, keys and files is so. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { errorCodes } from '../../../contract/errors.ts';
import { scrapeFamilies } from '../../../server/engines/metrics/scrape-families.ts';
import { renderFamily } from '../../../server/engines/metrics/text/family.ts';
import { createAccounting } from '../../../server/inference/accounting.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { createMetricsRegistry } from '../../../server/platform/metrics/registry.ts';
import { fleetMetrics } from '../../../server/programs/gateway/fleet-metrics.ts';
import { fleetUnderTest } from '../engines/fleet/fakes/fleet-under-test.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('docs/errors.md', () => {
  const rows = read('docs/errors.md').split('\n');

  for (const [code, { status, type, retryable, meaning }] of Object.entries(errorCodes)) {
    test(`tells ${code} as the contract does`, () => {
      const row = `| \`${code}\` | ${status} | \`${type}\` | ${retryable ? 'yes' : 'no'} | ${meaning} |`;
      assert.ok(rows.includes(row), `missing: ${row}`);
    });
  }

  test('tells of no other code', () => {
    const told = rows.map((row) => /^\| `(\w+)` \| \d/.exec(row)?.[1]).filter((code) => code !== undefined);
    assert.deepEqual(told.sort(), Object.keys(errorCodes).sort());
  });
});

describe('docs/config.md', () => {
  /** Every name under any `properties` of the schema. */
  const keys = (schema: unknown): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    const own = (schema as { properties?: object }).properties ?? {};
    return [...Object.keys(own), ...Object.values(schema).flatMap(keys)];
  };
  const known = new Set(keys(JSON.parse(read('specs/config.schema.json'))));
  const told = new Set(
    read('docs/config.md')
      .split('\n')
      .map((line) => /^\| `(\w+)` \|/.exec(line)?.[1])
      .filter((key) => key !== undefined),
  );

  test('sees the schema', () => assert.ok(known.size > 30, `${known.size} keys`));

  test('has every key', () => {
    assert.deepEqual(
      [...known].filter((key) => !told.has(key)),
      [],
    );
  });

  test('has no key that there is not', () => {
    assert.deepEqual(
      [...told].filter((key) => !known.has(key)),
      [],
    );
  });
});

test('docs/operations.md has every metric with its type, and no other', () => {
  const registry = createMetricsRegistry();
  createAccounting(registry, silentLog);
  fleetMetrics(registry, fleetUnderTest([]).fleet);
  const text = registry.render() + scrapeFamilies([]).map(renderFamily).join('');
  const known = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, type]) => `${name} ${type}`);
  const rows = read('docs/operations.md').matchAll(/^\| `(\w+)` \| (counter|gauge|histogram) \|/gm);
  const told = [...rows].map(([, name, type]) => `${name} ${type}`);
  assert.deepEqual(told.sort(), known.sort());
});

describe('links', () => {
  for (const path of globSync(['*.md', 'docs/**/*.md'], { cwd: root })) {
    test(`of ${path} lead to files`, () => {
      const targets = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] as string);
      for (const target of targets) assert.ok(existsSync(join(root, dirname(path), target)), target);
    });
  }
});

test('README.md names npm scripts that exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...`${read('README.md')}${read('CONTRIBUTING.md')}`.matchAll(/npm run (?:-s )?([a-z:]+)/g)];
  for (const [, name = ''] of named) assert.ok(name in scripts, name);
});
