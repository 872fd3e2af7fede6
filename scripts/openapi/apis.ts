/** Every API that we serve, and what its spec says of it as a whole. */

import { forwarderContract } from '../../contract/forwarder.ts';
import { type ContractRoute, walkRoutes } from '../../contract/index.ts';
import { sidecarContract } from '../../contract/sidecar.ts';
import { type AboutApi, gatewayApi, info, security } from './api-info.ts';

export interface Api extends AboutApi {
  /** Of the spec's files: `<name>.json` and `<name>-3.0.json`. */
  readonly name: string;
  readonly routes: () => Iterable<ContractRoute>;
}

const sidecar: Api = {
  name: 'sidecar',
  routes: () => walkRoutes(sidecarContract),
  info: (version) => ({
    ...info(version),
    title: 'Roundhouse sidecar',
    summary: 'LoRA adapters, downloads and metrics of one engine.',
    description:
      'A small program beside one engine (vLLM, SGLang, llama.cpp): it loads LoRA adapters, downloads models, and gives the ' +
      'engine’s metrics standard names. It needs a token only where it was started with `--token-file`.',
  }),
  servers: [{ url: 'http://127.0.0.1:9000', description: 'The sidecar as it listens by default.' }],
  security,
};

const forwarder: Api = {
  name: 'forwarder',
  routes: () => walkRoutes(forwarderContract),
  info: (version) => ({
    ...info(version),
    title: 'Roundhouse forwarder',
    summary: 'One engine behind the routes of an endpoint.',
    description:
      'A small program beside one engine: it forwards requests to it, wrapped or not, and keeps to a number of requests at ' +
      'once. The `extra_routes` of its config are served beside these. It asks for no key: it stands beside one engine.',
  }),
  servers: [{ url: 'http://127.0.0.1:5000', description: 'The forwarder as it listens by default.' }],
  security: [],
};

export const apis: readonly Api[] = [
  { name: 'openapi', routes: () => walkRoutes(), ...gatewayApi },
  sidecar,
  forwarder,
];
