/** llama-swap's peers: models that run elsewhere, each with a name of its own here. */
import type { KeyPath } from '../../../platform/config/problems.ts';
import { parseEngineUrl } from '../../../platform/config/values/engine-url.ts';
import type { ModelDraft } from '../draft.ts';
import type { Findings } from '../findings.ts';
import type { Peer } from './file-schema.ts';
import { OF_A_PEER, TOP_LEVEL, tellLeftBehind } from './left-behind.ts';
import type { Names } from './names.ts';
import { ENV_ONLY, ourText } from './our-text.ts';

/** A model is known by its own name where that is free, and always as PEER/MODEL. */
export function importPeers(
  peers: Readonly<Record<string, Peer>>,
  names: Names,
  findings: Findings,
): Record<string, ModelDraft> {
  const models: Record<string, ModelDraft> = {};
  const offered = Object.values(peers).flatMap((peer) => [...new Set(peer.models)]);
  for (const [id, peer] of Object.entries(peers)) {
    const path: KeyPath = ['peers', id];
    tellLeftBehind(peer, { path, used: ['proxy', 'apiKey', 'models'], reasons: OF_A_PEER }, findings);
    const shared = peerDraft(id, peer, findings);
    if (shared === null) continue;
    for (const model of new Set(peer.models)) {
      const unique = offered.filter((other) => other === model).length === 1;
      const whole = `${id}/${model}`;
      const [name, alias] = unique && names.take(model) ? [model, whole] : [whole, null];
      if (alias === null && !names.take(whole)) {
        findings.leave([...path, 'models'], `the name ${whole} is taken; rename that model`);
        continue;
      }
      if (name !== model)
        findings.differ([...path, 'models'], `${model} is the name of another model too; ask for ${whole}`);
      models[name] = {
        ...shared,
        ...(alias !== null && { aliases: names.aliases([alias], path) }),
        engine_model: ourText(model, findings),
      };
    }
  }
  return models;
}

function peerDraft(
  id: string,
  peer: Peer,
  findings: Findings,
): Pick<ModelDraft, 'engine' | 'url' | 'api_key_env'> | null {
  const path: KeyPath = ['peers', id];
  if (peer.proxy.startsWith('tailcat:')) {
    findings.leave(path, TOP_LEVEL['tailcat'] as string);
    return null;
  }
  const parsed = peer.proxy.includes('${env.') ? { url: peer.proxy } : parseEngineUrl(peer.proxy);
  if ('fault' in parsed) {
    findings.problem([...path, 'proxy'], parsed.fault);
    return null;
  }
  const key = peer.apiKey ?? '';
  const named = ENV_ONLY.exec(key)?.[1];
  const holds = `the apiKey of the peer "${id}"`;
  const apiKey = (): string =>
    named === undefined ? findings.secret(`${id} api key`, key, holds) : findings.variable(named, holds);
  return { engine: 'openai', url: ourText(parsed.url, findings), ...(key !== '' && { api_key_env: apiKey() }) };
}
