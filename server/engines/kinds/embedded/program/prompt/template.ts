/** Renders a conversation with the model's own chat template (Jinja), as llama-server does. */
import { Template } from '@huggingface/jinja';
import type { JsonObject } from '../http/fields.ts';
import { invalid } from '../http/request-error.ts';
import type { TemplateMessage } from './messages.ts';

/** For models that bring no template, as in llama-server. */
const chatMl =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}" +
  "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

export interface SpecialTexts {
  readonly bosText: string;
  readonly eosText: string;
}

export interface RenderOptions {
  /** Further variables of the template, `chat_template_kwargs`. */
  readonly variables?: JsonObject;
  readonly addGenerationPrompt?: boolean;
}

export interface ChatTemplate {
  /**
   * The prompt as text, without the token that the tokenizer puts before it. A last message of the assistant is left
   * open, so that the model goes on with it. Throws RequestError 400 where the template refuses the messages.
   */
  render(messages: readonly TemplateMessage[], options?: RenderOptions): string;
}

export function createChatTemplate(source: string | undefined, special: SpecialTexts): ChatTemplate {
  const template = new Template(source ?? chatMl);
  const fill = (messages: readonly TemplateMessage[], { variables = {}, addGenerationPrompt = true }: RenderOptions) =>
    template.render({
      ...variables,
      messages: [...messages],
      add_generation_prompt: addGenerationPrompt,
      bos_token: special.bosText,
      eos_token: special.eosText,
    });
  return {
    render(messages, options = {}) {
      const last = messages.at(-1);
      const open = last?.role === 'assistant' && last['tool_calls'] === undefined ? last.content : '';
      const closed = open === '' ? messages : messages.slice(0, -1);
      const text = refuse(() => fillOrFold(fill, closed, options)) + open;
      // The tokenizer adds it again.
      return special.bosText !== '' && text.startsWith(special.bosText) ? text.slice(special.bosText.length) : text;
    },
  };
}

type Fill = (messages: readonly TemplateMessage[], options: RenderOptions) => string;

/** Some templates refuse a system message (Gemma's): its text then goes before that of the message after it. */
function fillOrFold(fill: Fill, messages: readonly TemplateMessage[], options: RenderOptions): string {
  try {
    return fill(messages, options);
  } catch (error) {
    const [system, next, ...rest] = messages;
    if (system?.role !== 'system' || next === undefined) throw error;
    return fill([{ ...next, content: `${system.content}\n${next.content}` }, ...rest], options);
  }
}

function refuse(render: () => string): string {
  try {
    return render();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalid('messages', `The model's chat template does not take these messages: ${why}`);
  }
}
