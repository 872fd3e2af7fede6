import { Document, isMap, isSeq, visit } from 'yaml';
import type { SourceName } from './detect-source.ts';
import type { ConfigDraft } from './draft.ts';

const TITLES: Readonly<Record<SourceName, string>> = {
  'llama-swap': "llama-swap's configuration",
  'vllm-management': "the vLLM management API's configuration",
};

/** The file as it is to be read by people too: commands on lines of their own, models apart. */
export function renderConfig(config: ConfigDraft, from: SourceName): string {
  const document = new Document(config, { aliasDuplicateObjects: false });
  document.commentBefore = ` Imported from ${TITLES[from]}. Every key: docs/config.md; \`roundhouse check-config\` says what is wrong.`;
  visit(document, {
    Pair(_, { key, value }) {
      if (isSeq(value) && value.items.every((item) => !isMap(item) && !isSeq(item))) value.flow = true;
      if (String(key) === 'models' && isMap(value))
        for (const pair of value.items.slice(1)) (pair.key as { spaceBefore?: boolean }).spaceBefore = true;
    },
  });
  return `${document.toString({ lineWidth: 120, flowCollectionPadding: false }).trimEnd()}\n`;
}
