import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { visibleMetrics } from '../../../../server/edge/visible/visible-metrics.ts';

const TEXT = `# HELP requests Requests.
# TYPE requests counter
requests{model="tiny",route="/v1/x"} 1
requests{route="/v1/x",model="bob/secret"} 2
requests{route="model=\\"tiny\\"",model="bob/secret"} 3
seconds_bucket{model="bob/secret",le="+Inf"} 4
up{replica="a",exported_model="bob/secret",model="tiny"} 1
quoted{model="a\\"b\\\\c\\nd"} 1
resident_bytes 5
`;

describe('metrics for somebody', () => {
  test('have the samples of his models, those of none, and what families there are', () => {
    const seen = visibleMetrics(TEXT, (model) => model === 'tiny');
    assert.equal(
      seen,
      `# HELP requests Requests.
# TYPE requests counter
requests{model="tiny",route="/v1/x"} 1
up{replica="a",exported_model="bob/secret",model="tiny"} 1
resident_bytes 5
`,
    );
  });

  test('are the same text where all may be seen, and each name is asked about once', () => {
    const asked: string[] = [];
    const all = (model: string): boolean => asked.push(model) > 0;
    assert.equal(visibleMetrics(TEXT, all), TEXT);
    assert.deepEqual(asked, ['tiny', 'bob/secret', 'a"b\\c\nd']);
  });
});
