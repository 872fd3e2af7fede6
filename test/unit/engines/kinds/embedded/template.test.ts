import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RequestError } from '../../../../../server/engines/kinds/embedded/program/http/request-error.ts';
import { readMessages } from '../../../../../server/engines/kinds/embedded/program/prompt/messages.ts';
import { createChatTemplate } from '../../../../../server/engines/kinds/embedded/program/prompt/template.ts';

const none = { bosText: '', eosText: '' };
const user = (content: string) => ({ role: 'user', content });

describe('a chat template', () => {
  const chatMl = createChatTemplate(undefined, none);

  it('is ChatML where the model has none', () => {
    const text = chatMl.render([{ role: 'system', content: 'Be brief.' }, user('hi')]);
    assert.equal(
      text,
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('may leave out the beginning of the answer', () => {
    assert.equal(chatMl.render([user('hi')], { addGenerationPrompt: false }), '<|im_start|>user\nhi<|im_end|>\n');
  });

  it('leaves a last message of the assistant open', () => {
    const text = chatMl.render([user('hi'), { role: 'assistant', content: 'Well' }]);
    assert.equal(text, '<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\nWell');
  });

  it('loses the token at its beginning that the tokenizer puts there', () => {
    const template = createChatTemplate('{{ bos_token }}{{ messages[0].content }}{{ eos_token }}', {
      bosText: '<s>',
      eosText: '</s>',
    });
    assert.equal(template.render([user('hi')]), 'hi</s>');
  });

  it('sees further variables', () => {
    const template = createChatTemplate('{{ messages[0].content }}{% if thinking %} hm{% endif %}', none);
    assert.equal(template.render([user('hi')], { variables: { thinking: true } }), 'hi hm');
    assert.equal(template.render([user('hi')]), 'hi');
  });

  it('cannot be given other messages by a variable', () => {
    const template = createChatTemplate('{{ messages[0].content }}', none);
    assert.equal(template.render([user('hi')], { variables: { messages: [user('no')] } }), 'hi');
  });

  const noSystem =
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}{% endif %}[{{ m.content }}]{% endfor %}";

  it('that knows no system message gets its text before the next one', () => {
    const template = createChatTemplate(noSystem, none);
    assert.equal(template.render([{ role: 'system', content: 'Be brief.' }, user('hi')]), '[Be brief.\nhi]');
  });

  it('that refuses the messages is the fault of the request', () => {
    const template = createChatTemplate(noSystem, none);
    assert.throws(
      () => template.render([user('hi'), { role: 'system', content: 'late' }]),
      (error) => error instanceof RequestError && error.status === 400 && /no system/.test(error.message),
    );
  });
});

describe('the messages of a request', () => {
  const read = (...messages: unknown[]) => readMessages({ messages });

  it('keep their further fields', () => {
    const [message] = read({ role: 'tool', content: 'x', tool_call_id: '1', name: 'f' });
    assert.deepEqual(message, { role: 'tool', content: 'x', tool_call_id: '1', name: 'f' });
  });

  it('of the developer are system messages', () => {
    assert.equal(read({ role: 'developer', content: 'x' })[0]?.role, 'system');
  });

  it('hold text: parts joined, nothing as nothing', () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'refusal', refusal: 'b' },
    ];
    assert.equal(read({ role: 'user', content: parts })[0]?.content, 'a\nb');
    assert.equal(read({ role: 'assistant', content: null })[0]?.content, '');
    assert.equal(read({ role: 'assistant' })[0]?.content, '');
  });

  const wrong: [string, unknown[], string][] = [
    ['none', [], 'messages'],
    ['no object', ['hi'], 'messages[0]'],
    ['no role', [{ content: 'hi' }], 'messages[0].role'],
    ['a role that is a number', [{ role: 7, content: 'hi' }], 'role'],
    ['content that is a number', [{ role: 'user', content: 7 }], 'messages[0].content'],
    ['a part that is text', [{ role: 'user', content: ['hi'] }], 'messages[0].content[0]'],
    ['an image', [{ role: 'user', content: [{ type: 'image_url' }] }], 'messages[0].content[0]'],
    ['a later fault', [user('hi'), { role: 'user', content: [{ type: 'input_audio' }] }], 'messages[1].content[0]'],
    [
      'two answers at the end',
      [
        { role: 'assistant', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
      'messages',
    ],
  ];
  for (const [name, messages, param] of wrong) {
    it(`are refused for ${name}`, () => {
      assert.throws(
        () => read(...messages),
        (error) => error instanceof RequestError && error.status === 400 && error.error['param'] === param,
      );
    });
  }
});
