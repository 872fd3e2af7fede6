/** What the library writes in the manner of OpenAPI 3.0 or twice, written as 3.1 has it and once. */
import { type OpenApiDocument, operations, type SchemaObject } from '../document.ts';
import { mapDocumentSchemas } from './walk-schemas.ts';

export function tidySchemas(document: OpenApiDocument): OpenApiDocument {
  const tidy = mapDocumentSchemas(document, withExamplesArray);
  for (const { operation } of operations(tidy)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.schema?.description === parameter.description) delete parameter.schema?.description;
    }
  }
  return tidy;
}

/** 3.1 deprecates `example` in schemas in favour of JSON Schema's `examples`. */
function withExamplesArray(schema: SchemaObject): SchemaObject {
  if (!('example' in schema)) return schema;
  const { example, ...rest } = schema;
  return example === undefined ? rest : { ...rest, examples: [example] };
}
