import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportLabels, renderFamily, renderLabels } from '../../../../../server/engines/metrics/text/family.ts';

describe('a family as text', () => {
  it('has its help, its type and its lines', () => {
    const text = renderFamily({ name: 'a', type: 'gauge', help: 'Of a.', lines: ['a 1', 'a{x="1"} 2'] });
    assert.equal(text, '# HELP a Of a.\n# TYPE a gauge\na 1\na{x="1"} 2\n');
  });

  it('may have no help and no lines', () =>
    assert.equal(renderFamily({ name: 'a', type: 'untyped', help: null, lines: [] }), '# TYPE a untyped\n'));
});

describe('labels as text', () => {
  it('escape what would end them', () =>
    assert.equal(renderLabels({ model: 'a"b\\c\n', replica: 'r' }), String.raw`model="a\"b\\c\n",replica="r"`));
});

describe('labels whose names are taken', () => {
  const taken = ['model', 'replica'];

  it('are called exported_, as Prometheus does it', () =>
    assert.equal(
      exportLabels('model="m",le="1",replica="2"', taken),
      'exported_model="m",le="1",exported_replica="2"',
    ));

  it('give way to those that are called so already', () =>
    assert.equal(
      exportLabels('exported_model="old",model="m"', taken),
      'exported_model="old",exported_exported_model="m"',
    ));

  it('are not looked for in values', () => {
    const labels = String.raw`a="x,model=\"m\"",model_name="model"`;
    assert.equal(exportLabels(labels, taken), labels);
  });
});
