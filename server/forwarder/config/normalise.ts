import { parseSize } from '../../platform/config/values/size.ts';
import type { ForwarderSettings, SectionSettings } from '../settings.ts';
import type { ForwarderFile, SectionFile } from './file-schema.ts';

/** `resultsAsString`: what the environment says instead of the file; null: nothing. */
export function normaliseForwarder({ forwarder }: ForwarderFile, resultsAsString: boolean | null): ForwarderSettings {
  const settings = (section: SectionFile | null | undefined): SectionSettings | null =>
    section === null || section === undefined ? null : normaliseSection(section, resultsAsString);
  return {
    sync: settings(forwarder.sync),
    stream: settings(forwarder.stream),
    maxConcurrency: forwarder.max_concurrency,
    maxBodyBytes: parseSize(forwarder.max_body) as number,
  };
}

function normaliseSection(file: SectionFile, resultsAsString: boolean | null): SectionSettings {
  return {
    origin: `http://${file.user_hostname}:${file.user_port}`,
    predictRoute: file.predict_route,
    healthcheckRoute: file.healthcheck_route,
    extraRoutes: [...new Set([...file.extra_routes, ...file.routes])],
    unwrap: file.model_engine_unwrap,
    resultsAsString: resultsAsString ?? file.serialize_results_as_string,
    wrapResponse: file.wrap_response,
    forwardStatus: file.forward_http_status,
    statusInBody: file.forward_http_status_in_body,
  };
}
