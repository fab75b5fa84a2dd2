import react from '@vitejs/plugin-react-swc';
import { defineConfig } from 'vite';

/** Where the control plane that calls go to listens, while vite serves the sources (`npm run dev`). */
const controlPlane = process.env['TOLLGATE_CONSOLE_CALLS'] ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/_tollgate/console/',
  plugins: [react()],
  resolve: { conditions: ['tollgate-source', 'module', 'browser', 'development|production'] },
  // The control plane puts a new nonce into each answer; styles that are made as pages run carry it.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL is what the policy allows for images alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What changes with each version apart from what does not, for caches.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'tanstack', test: /node_modules\/@tanstack\/(?!react-virtual|virtual-core)/ },
          ],
        },
      },
    },
  },
  server: {
    // All but the console itself is the control plane's; Host is kept, since it is signed.
    proxy: { '^/(?!_tollgate/console)': { target: controlPlane, changeOrigin: false } },
  },
});
