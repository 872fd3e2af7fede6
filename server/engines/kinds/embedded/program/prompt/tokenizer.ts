/** The vocabulary of a GGUF, cutting text as llama-server does. */
import { type LlamaModel, LlamaVocabularyType, type Token } from 'node-llama-cpp';

export interface TokenizeOptions {
  /** Begin (and end) with the special tokens that the model expects there. */
  readonly addSpecial: boolean;
  /** Read `<|im_end|>` and the like as the tokens they name, not as text. */
  readonly parseSpecial: boolean;
}

export interface Tokenizer {
  readonly vocabularySize: number;
  tokenize(text: string, options: TokenizeOptions): Token[];
  /** `before`: tokens that stood before these; some vocabularies join words differently then. */
  text(tokens: readonly Token[], special: boolean, before?: readonly Token[]): string;
  isEnd(token: Token): boolean;
  /** Texts of the special tokens, as templates use them; '' where the model has none. */
  readonly bosText: string;
  readonly eosText: string;
}

export function createTokenizer(model: LlamaModel): Tokenizer {
  const [first, last] = edgeTokens(model);
  return {
    vocabularySize: model.fileInfo.metadata.tokenizer.ggml.tokens.length,
    tokenize(text, { addSpecial, parseSpecial }) {
      const tokens = model.tokenize(text, parseSpecial);
      if (!addSpecial) return tokens;
      return [...(first === null ? [] : [first]), ...tokens, ...(last === null ? [] : [last])];
    },
    text: (tokens, special, before = []) => model.detokenize(tokens, special, before),
    isEnd: (token) => model.isEogToken(token),
    bosText: model.tokens.bosString ?? '',
    eosText: model.tokens.eosString ?? '',
  };
}

/** What llama.cpp's tokenizer adds at either end depends on the kind of vocabulary (`llama_vocab::impl::tokenize`). */
function edgeTokens(model: LlamaModel): readonly [Token | null, Token | null] {
  const { tokens, vocabularyType } = model;
  if (vocabularyType === LlamaVocabularyType.rwkv) return [null, null];
  if (vocabularyType === LlamaVocabularyType.wpm) return [tokens.bos, tokens.sep];
  if (vocabularyType === LlamaVocabularyType.ugm) return [null, tokens.eos];
  return [tokens.shouldPrependBosToken ? tokens.bos : null, tokens.shouldAppendEosToken ? tokens.eos : null];
}
