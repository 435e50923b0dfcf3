export { DEV_AUDIENCE, DEV_ISSUER, type DevKeys, type DevToken, devKeys, mintDevToken } from './dev-keys.js';
export { checkAuth, type Env, EnvFault, readEnv, type Source, type VariableName } from './env.js';
export { createHttpApp, type HttpOptions, isOperations } from './http-app.js';
export { createLog, Log } from './log.js';
export { httpDuration, registry } from './metrics.js';
export { type FieldFault, Refusal, type RefusalCode, type RefusalDetails } from './refusals.js';
export { serve, start } from './shutdown.js';
export { isCidr, variables } from './variables.js';
