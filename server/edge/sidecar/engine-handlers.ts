import type { Response } from 'express';
import type { z } from 'zod';
import type { LoadLoraRequest } from '../../../contract/engines/lora.ts';
import { AppError } from '../../platform/errors.ts';
import { handled } from '../handled.ts';
import { downloadOnWire } from '../routes/downloads.ts';
import { loadRequest } from '../routes/load-request.ts';
import type { BesideEngine, SidecarPorts } from './ports.ts';

const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function engineHandlers({ engine }: Pick<SidecarPorts, 'engine'>) {
  const load = async ({ body }: { body: z.output<typeof LoadLoraRequest> }) => {
    const outcome = await engine.load(loadRequest(body));
    if (outcome.done) {
      const { message, path } = outcome;
      const said = { status: 'success' as const, message, lora_name: body.lora_name, lora_path: path };
      return { status: 200 as const, body: said };
    }
    const said = {
      status: 'started' as const,
      message: `The download is under way, and is loaded when it is there: GET /v1/downloads/${outcome.download.id}.`,
      lora_name: body.lora_name,
      source: outcome.download.source,
      output_dir: outcome.outputDir,
      download: downloadOnWire(outcome.download),
    };
    return { status: 202 as const, body: said };
  };
  const unload = async ({ body }: { body: Readonly<Record<string, unknown>> }) => {
    const answer = await engine.unload(body);
    return { status: 200 as const, body: typeof answer === 'string' ? { message: answer } : answer };
  };
  return {
    health: async () => ({ status: 200 as const, body: { status: 'healthy' as const, service: 'runtime' as const } }),
    ready: async () => {
      const readiness = await engine.ready();
      const ok = readiness.state === 'ready';
      const checks = [{ name: 'engine', ok, reason: readiness.state === 'ready' ? null : readiness.reason }];
      if (ok) return { status: 200 as const, body: { status: 'ready' as const, checks } };
      return { status: 503 as const, body: { status: 'not_ready' as const, checks } };
    },
    metrics: async ({ res }: { res: Response }) => {
      await sendMetrics(engine, res);
      return { status: 200 as const, body: handled() };
    },
    load,
    unload,
    loadUnversioned: load,
    unloadUnversioned: unload,
  };
}

/** As they come, once the engine has begun to answer: before that, an engine that is down is an error. */
async function sendMetrics(engine: BesideEngine, res: Response): Promise<void> {
  const held: string[] = [];
  const write = (text: string): unknown => {
    if (!res.headersSent) res.writeHead(200, { 'content-type': METRICS_TYPE });
    return res.write(text) || res.destroyed || new Promise<void>((resolve) => afterDrain(res, resolve));
  };
  const failed = await engine.metrics((text) => {
    if (held.length > 0) return write(held.splice(0).join('') + text);
    if (res.headersSent) return write(text);
    // The first piece waits for the second, or for the end: alone it may be only what is said of a dead engine.
    held.push(text);
    return undefined;
  });
  if (failed !== null && !res.headersSent)
    throw new AppError('engine_unreachable', `The metrics of the engine could not be read: ${failed}.`);
  for (const text of held) write(text);
  res.end();
}

function afterDrain(res: Response, resolve: () => void): void {
  const done = (): void => {
    res.off('drain', done);
    res.off('close', done);
    resolve();
  };
  res.on('drain', done);
  res.on('close', done);
}
