/** The routes that the gateway answers itself: all but the forwarded ones. */
import { keyRoutes, userRoutes } from './accounts/accounts.ts';
import { conversationRoutes } from './accounts/conversations.ts';
import { ownUserRoutes } from './accounts/own-user.ts';
import { rateLimitRoutes, usageRoutes } from './accounts/usage.ts';
import { userEngineRoutes } from './compat/vllm-engines.ts';
import { tokenRoutes, vllmManagementRoutes } from './compat/vllm-management.ts';
import { downloadRoutes } from './engines/downloads.ts';
import { engineRoutes, eventRoutes } from './engines/engines.ts';
import { loraRoutes } from './engines/lora.ts';
import { modelRoutes } from './engines/models.ts';
import { documentRoutes, operationRoutes } from './operations.ts';
import { c } from './route.ts';

export const servedRoutes = c.router(
  {
    models: modelRoutes,
    engines: engineRoutes,
    loras: loraRoutes,
    downloads: downloadRoutes,
    tokens: tokenRoutes,
    // Before `/v1/users/:id`, which would take `me` for an id.
    ownUser: ownUserRoutes,
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
