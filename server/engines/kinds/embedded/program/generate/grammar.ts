/** `response_format`: the grammar that the answer must follow. */
import type { Llama, LlamaGrammar } from 'node-llama-cpp';
import { type JsonObject, objectField, stringField } from '../http/fields.ts';
import { invalid } from '../http/request-error.ts';

/** The grammar, made at its first use; null: free text. Throws RequestError 400. */
export async function readGrammar(llama: Llama, body: JsonObject): Promise<LlamaGrammar | null> {
  const format = objectField(body, 'response_format');
  if (format === undefined) return null;
  const type = stringField(format, 'type');
  if (type === 'text') return null;
  if (type === 'json_object') return llama.getGrammarFor('json');
  if (type === 'json_schema') return schemaGrammar(llama, objectField(format, 'json_schema'));
  const at = 'response_format.type';
  throw invalid(at, `'${at}' must be text, json_object or json_schema.`);
}

async function schemaGrammar(llama: Llama, named: JsonObject | undefined): Promise<LlamaGrammar> {
  const at = 'response_format.json_schema.schema';
  const schema = named === undefined ? undefined : objectField(named, 'schema');
  if (schema === undefined) throw invalid(at, `'${at}' is required.`);
  try {
    // Its type is for schemas written in code; what it cannot read it throws at.
    const { grammar } = await llama.createGrammarForJsonSchema(schema as never);
    return await llama.createGrammar({ grammar: withoutTail(grammar) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalid(at, `'${at}' cannot be made into a grammar: ${why}`);
  }
}

/** The library lets an answer end with four line breaks only, for its own chat loop; ours ends where the JSON does. */
export function withoutTail(grammar: string): string {
  return grammar.replace(/ "(?:\\n){4}" \[\\n\]\*/, '');
}
