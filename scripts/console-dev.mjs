// The console from its sources, with hot reload: part of `npm run dev`, whose control plane it calls
// (TOLLGATE_CONSOLE_CALLS).
import { createServer } from 'vite';

const server = await createServer({
  configFile: 'apps/console/vite.config.ts',
  clearScreen: false,
  logLevel: 'warn',
});
await server.listen();
console.log(`the console with hot reload: ${server.resolvedUrls?.local[0]}`);
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
process.send?.('ready');
