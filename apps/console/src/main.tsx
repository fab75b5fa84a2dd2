import '@mantine/core/styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sessionStore } from './session/session-store.js';
import { styleNonce } from './kit/style-nonce.js';
import { App } from './shell/app.js';
import './shell/console.css';

// How what locks the page behind a dialog is told (get-nonce, below Mantine).
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

void sessionStore.start();
// A link that is opened where the console is already changes the fragment alone.
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#sign-in=')) void sessionStore.start();
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
