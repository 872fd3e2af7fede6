/** The routes that the gateway answers itself: all but the forwarded ones. */
import { keyRoutes, userRoutes } from './accounts.ts';
import { userEngineRoutes } from './compat/vllm-engines.ts';
import { tokenRoutes, vllmManagementRoutes } from './compat/vllm-management.ts';
import { conversationRoutes } from './conversations.ts';
import { downloadRoutes } from './downloads.ts';
import { engineRoutes, eventRoutes } from './engines.ts';
import { loraRoutes } from './lora.ts';
import { modelRoutes } from './models.ts';
import { documentRoutes, operationRoutes } from './operations.ts';
import { c } from './route.ts';
import { rateLimitRoutes, usageRoutes } from './usage.ts';

export const servedRoutes = c.router(
  {
    models: modelRoutes,
    engines: engineRoutes,
    loras: loraRoutes,
    downloads: downloadRoutes,
    tokens: tokenRoutes,
    users: userRoutes,
    keys: keyRoutes,
    usage: usageRoutes,
    rateLimits: rateLimitRoutes,
    vllmManagement: vllmManagementRoutes,
    userEngines: userEngineRoutes,
    conversations: conversationRoutes,
    events: eventRoutes,
    operations: operationRoutes,
    documents: documentRoutes,
  },
  { strictStatusCodes: true },
);
