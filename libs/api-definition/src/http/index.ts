/** APIs of version 2, of HTTP requests and of WebSocket messages. */
export * from './apis/index.js';
export * from './routes/index.js';
export * from './integrations/index.js';
export * from './authorizers/index.js';
export * from './models/index.js';
export * from './deployments/index.js';
export * from './stages/index.js';
export * from './vpc-links/index.js';
export * from './changes/index.js';
