/**
 * The shape of the forwarder's file, as written. Keys and defaults are those of the file that its users bring along
 * (`service--http_forwarder.yaml`); keys of things that do not exist here are taken with the value that says so.
 */
import { z } from 'zod';
import { sizeSchema } from '../../platform/config/values/schema-values.ts';

/** Served by the forwarder itself, so no engine's path may have these names. */
const RESERVED = ['/predict', '/stream', '/healthz', '/readyz'];

const enginePath = z.string().regex(/^\/[^\s#]*$/, 'must be a path that begins with /, without spaces');

const extraRoutes = z.array(
  z
    .string()
    .regex(/^\/[^\s?#]*$/, 'must be a path that begins with /, without spaces, ? and #')
    .refine((path) => !RESERVED.includes(path), 'must not be a path that the forwarder serves itself'),
);

interface SectionDefaults {
  readonly predictRoute: string;
  readonly resultsAsString: boolean;
  /** Streams have always told the engine's status; single answers had to be told to. */
  readonly forwardStatus: boolean;
}

const sectionSchema = (defaults: SectionDefaults) =>
  z.strictObject({
    user_port: z.int().min(1).max(65_535).default(5005).describe('The port where the engine listens.'),
    user_hostname: z
      .string()
      .regex(/^[A-Za-z0-9.-]+$|^\[[0-9a-fA-F:.]+\]$/, 'must be a host name or an IP address ([::1] in brackets)')
      .default('localhost')
      .describe('The host where the engine listens.'),
    predict_route: enginePath.default(defaults.predictRoute).describe("The engine's path for requests."),
    healthcheck_route: enginePath
      .default('/readyz')
      .describe("The engine's path that is asked until it answers 200, before any request is taken."),
    extra_routes: extraRoutes.default([]).describe("More of the engine's paths, served under the same paths."),
    routes: extraRoutes.default([]).describe('The same as extra_routes; both may be there.'),
    model_engine_unwrap: z
      .boolean()
      .default(true)
      .describe('The engine gets the value of `args`, where the body has it; else the whole body.'),
    serialize_results_as_string: z
      .boolean()
      .default(defaults.resultsAsString)
      .describe('A wrapped result is a string that holds the JSON.'),
    wrap_response: z
      .boolean()
      .default(true)
      .describe('Answers are `{"result": …}`. Extra routes answer as the engine does.'),
    forward_http_status: z
      .boolean()
      .default(defaults.forwardStatus)
      .describe("The engine's status is the forwarder's; else it is 200."),
    forward_http_status_in_body: z
      .boolean()
      .default(false)
      .describe("The engine's status stands beside the result, as `status_code`."),
    use_grpc: z.literal(false, 'must be false: engines are asked by HTTP').default(false),
    batch_route: z.null('must be null: there are no batch requests').default(null),
    forwarder_type: z
      .union([z.literal('default'), z.null()], 'must be default: there is no other forwarder_type')
      .default(null),
  });

export type SectionFile = z.output<ReturnType<typeof sectionSchema>>;

export const forwarderFileSchema = z.strictObject({
  forwarder: z.strictObject({
    name: z.string().optional().describe('For people.'),
    sync: sectionSchema({ predictRoute: '/predict', resultsAsString: true, forwardStatus: false }).nullish(),
    stream: sectionSchema({ predictRoute: '/stream', resultsAsString: false, forwardStatus: true }).nullish(),
    max_concurrency: z.int().min(1).default(100).describe('Requests at once over all workers; more get 429.'),
    max_body: sizeSchema('The largest request body, e.g. 32MB or 512KiB.').default('32MB'),
  }),
});

export type ForwarderFile = z.output<typeof forwarderFileSchema>;
