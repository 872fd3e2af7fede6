/** Wires the parts of the gateway, and takes them down again in the right order. */
import type { RequestListener, Server } from 'node:http';
import { mayInfer } from '../../accounts/keys.ts';
import { createApp } from '../../edge/app.ts';
import { errorRenderer } from '../../edge/errors/render-error.ts';
import { createListener } from '../../edge/listener.ts';
import { downloadInEvent } from '../../edge/routes/downloads.ts';
import { engineOnWire, pullOnWire } from '../../edge/routes/engines.ts';
import { loraOnWire } from '../../edge/routes/loras.ts';
import { createVocabularyCounter } from '../../engines/kinds/embedded/vocabulary/index.ts';
import { createEngineMetrics } from '../../engines/metrics/index.ts';
import { createAccounting } from '../../inference/accounting.ts';
import { createChatAnswering } from '../../inference/ask/chat-answering.ts';
import { createEnginePools } from '../../inference/engine-pools.ts';
import type { InferencePorts } from '../../inference/ports.ts';
import { createInference } from '../../inference/serve.ts';
import { createDownloads } from '../../library/downloads/index.ts';
import { createCatalogue } from '../../library/models/catalogue.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import { createMetricsRegistry } from '../../platform/metrics/registry.ts';
import { openStorage } from '../../platform/storage/index.ts';
import { createEventHub } from '../../platform/web/event-hub.ts';
import { closeServer, listenOn } from '../http-servers.ts';
import { packageVersion } from '../package-version.ts';
import { configChange } from './config-change.ts';
import { countByVocabulary } from './count-by-vocabulary.ts';
import { fleetMetrics } from './fleet-metrics.ts';
import { gatewayAccounts } from './gateway-accounts.ts';
import { logProgress } from './gateway-downloads.ts';
import { gatewayFleet } from './gateway-fleet.ts';
import { gatewayLoras } from './gateway-loras.ts';
import { gatewayMemory, openMemory } from './gateway-memory.ts';
import { gatewayMetering } from './gateway-metering.ts';
import { gatewayUserEngines } from './gateway-user-engines.ts';
import { meteredReplicas } from './metered-replicas.ts';

export interface Gateway {
  /** Base URLs where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly urls: readonly string[];
  /** Puts a new configuration in force; tells it on the event stream. */
  configure(config: Config): void;
  /** A configuration that could not be read: the old one stays; told on the event stream. */
  rejectConfig(path: string, message: string): void;
  /** Unready at once; streams may finish; engines gone. Resolves when nothing is left. A second call hurries the first. */
  stop(): Promise<void>;
}

export interface GatewayOptions {
  readonly config: Config;
  readonly log: Log;
  /** Of the first admin, where accounts are required and there is none yet. */
  readonly adminPassword?: string | undefined;
  /** Shows the operator, and nobody else, what he is told once. Standard output by default. */
  readonly say?: (text: string) => void;
  /** On in tests. */
  readonly validateResponses?: boolean;
}

/** Resolves when it listens. Throws what `listen` throws, and `storage_unavailable`. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, log, validateResponses = false } = options;
  let current = config;
  let draining = false;
  const startedAt = systemClock.date();
  const metrics = createMetricsRegistry();
  const events = createEventHub(() => systemClock.date());
  const catalogue = createCatalogue(config.models);
  const database = await openStorage(config);
  const memoryDatabase = await openMemory(config).catch(async (error) => {
    await database.close();
    throw error;
  });
  const downloads = createDownloads({
    policy: () => ({
      roots: current.downloadRoots,
      endpoints: current.downloadEndpoints,
      volumeRoot: current.volumeRoot,
    }),
    env: process.env,
    log,
  });
  const loras = await gatewayLoras({ database, downloads, catalogue, config: () => current, log });
  const engines = await gatewayFleet({
    config,
    loraHooks: loras.fleetHooks,
    downloads,
    onPull: (pull) => events.publish('image', { pull: pullOnWire(pull) }),
    log,
  });
  const { fleet } = engines;
  loras.attach(fleet);
  downloads.subscribe((view) => events.publish('download', { download: downloadInEvent(view) }));
  downloads.subscribe(logProgress(log, systemClock));
  loras.subscribe((view) => events.publish('lora', { lora_adapter: loraOnWire(view) }));
  fleet.subscribe((event) => events.publish('engine.state', { engine: engineOnWire(event.engine) }));
  const userModels = gatewayUserEngines({ database, fleet, catalogue, config: () => current, log });
  const { userEngines } = userModels;
  const mayUse: InferencePorts['mayUse'] = (caller, model, lora) =>
    mayInfer(caller, model, lora) && userEngines.mayUse(caller, model);
  const vocabulary = createVocabularyCounter({ log });
  const pools = createEnginePools(config.timeouts);
  const metering = gatewayMetering({ database, config: () => current, log });
  const counting = { names: catalogue, fleet, countByVocabulary: countByVocabulary(vocabulary) };
  const inference = createInference({
    ...counting,
    pools,
    accounting: createAccounting(metrics, log),
    errors: errorRenderer,
    mayUse,
    quotas: metering.quotas,
    limits: () => current,
    log,
  });
  const memory = gatewayMemory({
    database: memoryDatabase,
    config: () => current,
    answering: createChatAnswering({ ...counting, inference }),
    log,
  });
  const accounts = gatewayAccounts({
    database,
    config: () => current,
    endRevoked: (credentialIds) => inference.endRevoked(credentialIds),
    userEngines,
    adminPassword: options.adminPassword,
    showSetupToken: (token) => (options.say ?? sayOut)(setupText(token)),
    log,
  });
  const { authenticator, live } = accounts;
  const reloads = fleetMetrics(metrics, fleet);
  const engineMetrics = createEngineMetrics({
    own: () => metrics.render(),
    replicas: () => meteredReplicas(fleet),
    models: () => [...current.models, ...userEngines.models()],
    log,
  });
  const servers: Server[] = [];
  const readyChecks = () => {
    const storageFault = database.health() ?? memory.health() ?? metering.health();
    return [
      { name: 'listening', ok: servers.length > 0 && servers.every((server) => server.listening), reason: null },
      // What is in force has been checked: a file that is not valid is never taken.
      { name: 'config', ok: true, reason: null },
      { name: 'storage', ok: storageFault === null, reason: storageFault },
      { name: 'draining', ok: !draining, reason: draining ? 'the gateway is shutting down' : null },
    ];
  };
  const app = createApp({
    catalogue,
    fleet,
    loras,
    downloads,
    events,
    metrics: engineMetrics,
    accounts: () => accounts.accounts(),
    metering: () => metering.metering(),
    conversations: memory.conversations,
    userEngines,
    mayUse,
    async removeOwn(userId) {
      await Promise.all([memory.conversations.removeUser(userId), userEngines.removeUser(userId)]);
    },
    authenticator,
    live,
    log,
    version: packageVersion(),
    startedAt,
    readyChecks,
    publicMetrics: () => current.publicMetrics,
    validateResponses,
  });
  const listener = createListener({ inference, authenticator, app, draining: () => draining });
  const listen = async () => {
    await accounts.start();
    await metering.start();
    return listenAll(config, listener, servers);
  };
  const urls = await listen().catch(async (error) => {
    accounts.close();
    await metering.close();
    await loras.close();
    engines.closeSoon();
    await Promise.all([fleet.shutdown(0), downloads.close(), vocabulary.close(), pools.close()]);
    await Promise.all([engines.close(), memory.close(), database.close()]);
    inference.close();
    throw error;
  });

  let stopping: Promise<void> | null = null;
  const takeDown = async (): Promise<void> => {
    draining = true;
    log.info({ in_flight: inference.inFlight(), drain_ms: current.timeouts.shutdownDrainMs }, 'shutting down');
    await loras.close();
    engines.closeSoon();
    await Promise.all([fleet.shutdown(current.timeouts.shutdownDrainMs), downloads.close()]);
    inference.abortAll();
    await Promise.all(servers.map(closeServer));
    accounts.close();
    await metering.close();
    await userEngines.close();
    await Promise.all([vocabulary.close(), pools.close(), engines.close()]);
    await Promise.all([memory.close(), database.close()]);
    inference.close();
    log.info({}, 'stopped');
  };
  return {
    urls,
    configure(next) {
      const change = configChange(current, next);
      engines.reconfigured(current, next);
      current = next;
      accounts.reconfigured();
      metering.reconfigured();
      pools.configure(next.timeouts);
      userModels.reconfigured();
      memory.reconfigured();
      loras.reconfigured();
      reloads.reloaded();
      log.info(change, 'the configuration was reloaded');
      events.publish('config.reloaded', change);
    },
    rejectConfig(path, message) {
      reloads.rejected();
      log.error({ path, problems: message }, 'the configuration was not taken; the old one stays');
      events.publish('config.rejected', { path, message });
    },
    stop() {
      if (stopping !== null) void fleet.shutdown(0);
      stopping ??= takeDown();
      return stopping;
    },
  };
}

const sayOut = (text: string): void => void process.stdout.write(text);

const setupText = (token: string): string =>
  [
    'There is no admin yet. This set-up token makes one, once, within a day; it is not shown again:',
    `  ${token}`,
    '  POST /v1/users with `Authorization: Bearer TOKEN` and {"username":"admin","password":"…","role":"admin"},',
    '  or run `roundhouse users add NAME --admin` here.',
    '',
  ].join('\n');

async function listenAll(config: Config, listener: RequestListener, servers: Server[]): Promise<string[]> {
  const urls: string[] = [];
  try {
    for (const address of [config.listenV4, config.listenV6])
      if (address !== null) urls.push(await listenOn(address, listener, servers));
  } catch (error) {
    await Promise.all(servers.map(closeServer));
    throw error;
  }
  return urls;
}
