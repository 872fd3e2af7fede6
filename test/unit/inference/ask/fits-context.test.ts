import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fitsContext } from '../../../../server/inference/ask/fits-context.ts';
import type { InferencePorts } from '../../../../server/inference/ports.ts';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';

const PATH = '/v1/chat/completions';

/** A model with a context, and a vocabulary that counts `exact` tokens (null: cannot tell). */
function ports(context: number | null, exact: number | null, reserveTokens = 100) {
  let counted = 0;
  const model = { name: 'm', engine: 'openai', engineModel: null, reserveTokens, variants: [{ context }] };
  const asked: Pick<InferencePorts, 'names' | 'fleet' | 'countByVocabulary'> = {
    names: {
      resolve: (name) => (name === 'm' ? { model: model as unknown as ModelConfig, lora: null } : null),
      hasLoras: () => false,
      near: () => [],
    },
    fleet: { resident: () => null } as unknown as InferencePorts['fleet'],
    countByVocabulary: async () => {
      counted += 1;
      return exact;
    },
  };
  return { asked, counted: () => counted };
}

const body = (bytes: number, model = 'm') => ({ model, messages: [{ role: 'user', content: 'x'.repeat(bytes) }] });

describe('whether a conversation fits into a context', () => {
  it('is so where its size is not known, or the model', async () => {
    assert.equal(await fitsContext(ports(null, 1e9).asked, PATH, body(1e6)), true);
    assert.equal(await fitsContext(ports(10, 1e9).asked, PATH, body(1e6, 'other')), true);
  });

  it('is not counted where there are fewer bytes than tokens', async () => {
    const { asked, counted } = ports(1000, 1e9);
    assert.equal(await fitsContext(asked, PATH, body(500)), true);
    assert.equal(counted(), 0);
  });

  it('is said by an exact count, with room for the answer', async () => {
    assert.equal(await fitsContext(ports(1000, 900).asked, PATH, body(5000)), true);
    assert.equal(await fitsContext(ports(1000, 901).asked, PATH, body(5000)), false);
  });

  it('leaves half of a small context to the prompt, whatever is kept for answers', async () => {
    assert.equal(await fitsContext(ports(1000, 500, 5000).asked, PATH, body(5000)), true);
    assert.equal(await fitsContext(ports(1000, 501, 5000).asked, PATH, body(5000)), false);
  });

  it('is estimated where nobody can count', async () => {
    assert.equal(await fitsContext(ports(1000, null).asked, PATH, body(2400)), true);
    assert.equal(await fitsContext(ports(1000, null).asked, PATH, body(3000)), false);
  });

  it('is estimated where counting fails', async () => {
    const { asked } = ports(1000, null);
    const failing = { ...asked, countByVocabulary: () => Promise.reject(new Error('no file')) };
    assert.equal(await fitsContext(failing, PATH, body(2400)), true);
  });
});
