import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { incompatible } from '../../../../server/engines/kinds/lora-files/lora-facts.ts';
import { checkName } from '../../../../server/engines/lora/request/check-name.ts';
import { defaultOutputDir } from '../../../../server/engines/lora/request/lora-place.ts';
import { insideRoots } from '../../../../server/library/downloads/place/inside-roots.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { lorasUnderTest, model, refusal, root } from './fakes/lora-under-test.ts';

describe('the name of a LoRA adapter', () => {
  const free = () => false;
  for (const name of ['a', 'pirate-v1.2', 'org/pirate', 'org/team/pirate', 'Größe 7', '🏴‍☠️', '..a', 'x'.repeat(200)])
    it(`may be ${name.slice(0, 20)}`, () => checkName(name, free));

  for (const [name, what] of [
    ['', 'empty'],
    ['x'.repeat(201), 'longer than 200'],
    ['a\nb', 'control characters'],
    ['a\u0000', 'control characters'],
    ['a\u0085', 'control characters'],
    [' a', 'space'],
    ['base:a', 'colon'],
    ['/a', 'slash'],
    ['a/', 'slash'],
    ['a//b', 'slash'],
    ['../a', '\\.\\.'],
    ['a/../b', '\\.\\.'],
    ['./a', '"\\."'],
    ['\ud800', 'Unicode'],
  ] as const)
    it(`may not be ${JSON.stringify(name.slice(0, 10))}`, () => {
      assert.throws(() => checkName(name, free), { code: 'invalid_request', message: new RegExp(what) });
    });

  it('may not be that of a model or an alias', () => {
    assert.throws(() => checkName('tiny', (name) => name === 'tiny'), { message: /name of a model or an alias/ });
  });
});

describe('the folder of a LoRA adapter whose request names none', () => {
  it('is called as it is', () => assert.equal(defaultOutputDir('pirate-1', ['/m', '/n']), '/m/loras/pirate-1'));

  it('lies in the root whatever the name, and is never shared by two', () => {
    const names = [
      'org/pirate',
      'org_pirate',
      'Pirate',
      'pirate',
      '..',
      '.',
      '...',
      '🏴‍☠️',
      '🏴',
      'a b',
      'a_b',
      'x'.repeat(200),
    ];
    const folders = names.map((name) => defaultOutputDir(name, ['/m']));
    for (const folder of folders) assert.match(folder, /^\/m\/loras\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
    assert.equal(new Set(folders.map((folder) => folder.toLowerCase())).size, names.length);
  });

  it('is refused without a root', () => {
    assert.throws(() => defaultOutputDir('pirate', []), { code: 'path_not_allowed' });
  });
});

describe('the base model of a LoRA adapter', () => {
  const two = [model('one'), model('two'), model('hosted', { kind: 'openai' })];

  it('is the only one that takes LoRA adapters', async () => {
    const under = await lorasUnderTest({ models: [model('one'), model('hosted', { kind: 'openai' })] });
    assert.equal((await under.passing(under.load({ name: 'pirate' }))).lora.model, 'one');
  });

  it('must be named where there are two, and the candidates are listed', async () => {
    const under = await lorasUnderTest({ models: two });
    const error = await refusal(under.load({ name: 'pirate' }));
    assert.equal(error.code, 'invalid_request');
    assert.match(error.message, /"one", "two"/);
    assert.deepEqual(error.details.fields?.['candidates'], ['one', 'two']);
  });

  it('is the only one of those that the caller may use', async () => {
    const under = await lorasUnderTest({ models: [...two, model('three')] });
    const only = (...names: string[]) => ({ mayBe: (name: string) => names.includes(name) });
    const loaded = await under.passing(under.load({ name: 'pirate', ...only('two', 'hosted') }));
    assert.equal(loaded.lora.model, 'two');
    const error = await refusal(under.load({ name: 'other', ...only('two', 'three') }));
    assert.deepEqual(error.details.fields?.['candidates'], ['two', 'three']);
    assert.equal((await refusal(under.load({ name: 'other', ...only('hosted') }))).code, 'not_supported');
    const again = await refusal(under.load({ name: 'pirate', ...only('one', 'three') }));
    assert.deepEqual(again.details.fields?.['candidates'], ['one', 'three'], 'that of the name is not told');
  });

  it('is none whose command has no place for them, unless it is the only one', async () => {
    const bare = model('bare', { kind: 'llama.cpp', takesLoraArgs: false });
    const under = await lorasUnderTest({ models: [bare, model('one')] });
    assert.equal((await under.passing(under.load({ name: 'pirate' }))).lora.model, 'one');
    const alone = await lorasUnderTest({ models: [bare] });
    assert.equal((await refusal(alone.load({ name: 'pirate' }))).code, 'lora_conflict');
  });

  it('may be named by an alias', async () => {
    const under = await lorasUnderTest({ models: two, aliases: { uno: 'one' } });
    assert.equal((await under.passing(under.load({ name: 'pirate', model: 'uno' }))).lora.model, 'one');
  });

  it('needs no name for a LoRA adapter that is there already', async () => {
    const under = await lorasUnderTest({ models: two });
    await under.passing(under.load({ name: 'pirate', model: 'two' }));
    assert.equal((await under.passing(under.load({ name: 'pirate' }))).lora.model, 'two');
  });

  it('is not changed by a second load of the name', async () => {
    const under = await lorasUnderTest({ models: two });
    await under.passing(under.load({ name: 'pirate', model: 'two' }));
    const error = await refusal(under.passing(under.load({ name: 'pirate', model: 'one', inPlace: true })));
    assert.match(error.message, /of model "two" already/);
  });

  it('must exist; near names are told', async () => {
    const under = await lorasUnderTest({ models: two });
    const error = await refusal(under.load({ name: 'pirate', model: 'onne' }));
    assert.equal(error.code, 'model_not_found');
    assert.match(error.message, /"one"/);
  });

  it('must have an engine that takes LoRA adapters', async () => {
    const under = await lorasUnderTest({ models: two });
    assert.equal((await refusal(under.load({ name: 'pirate', model: 'hosted' }))).code, 'not_supported');
    const hosted = await lorasUnderTest({ models: [model('hosted', { kind: 'openai' })] });
    assert.equal((await refusal(hosted.load({ name: 'pirate' }))).code, 'not_supported');
  });
});

describe('the files of a LoRA adapter', () => {
  const outside = '/etc';
  const real = { insideRoots };

  it('must lie in a root, before anything is looked at', async () => {
    let looked = 0;
    const inspect = () => {
      looked += 1;
      throw new Error('never');
    };
    const under = await lorasUnderTest({ models: [model('base')], deps: { ...real, inspect } });
    symlinkSync(outside, `${root}/link`);
    for (const path of [outside, `${root}/../x`, 'relative', `${root}/link`]) {
      const error = await refusal(under.passing(under.load({ name: 'pirate', path })));
      assert.equal(error.code, 'path_not_allowed', path);
      assert.equal(error.details.param, 'lora_path');
    }
    assert.equal(looked, 0);
  });

  it('may not lead out of it by symlinks inside their folder', async () => {
    const under = await lorasUnderTest({ models: [model('base')], deps: real });
    mkdirSync(`${root}/sly`);
    symlinkSync('/etc/passwd', `${root}/sly/adapter_config.json`);
    assert.equal((await refusal(under.passing(under.load({ name: 'sly' })))).code, 'path_not_allowed');
  });

  it('are loaded by their real path', async () => {
    const under = await lorasUnderTest({ models: [model('base')], deps: real });
    mkdirSync(`${root}/v2`);
    symlinkSync(`${root}/v2`, `${root}/latest`);
    const { lora } = await under.passing(under.load({ name: 'pirate', path: `${root}/latest` }));
    assert.equal(lora.path, `${root}/v2`);
  });

  it('are refused before anything is touched where they do not go with the model', async () => {
    const check = () => Promise.reject(incompatible('It has rank 64, and the engine takes ranks up to 16.'));
    const under = await lorasUnderTest({ models: [model('base')], deps: { check } });
    const engine = under.fleet.launch('base');
    await under.until(() => engine.state === 'ready');
    assert.equal((await refusal(under.passing(under.load({ name: 'pirate' })))).code, 'lora_incompatible');
    assert.deepEqual(engine.calls, []);
    assert.equal(under.store.rows.size, 0);
  });

  it('must be named, or where they come from', async () => {
    const under = await lorasUnderTest({ models: [model('base')] });
    const error = await refusal(under.load({ name: 'pirate', path: null }));
    assert.ok(error instanceof AppError);
    assert.equal(error.details.param, 'lora_path');
  });
});

describe('unloading a LoRA adapter', () => {
  it('leaves nobody waiting for it', async () => {
    const under = await lorasUnderTest({ models: [model('base')] });
    await under.passing(under.load({ name: 'pirate' }));
    await under.passing(under.loras.unload('pirate'));
    assert.deepEqual(under.fleet.refused, ['pirate']);
  });
});
