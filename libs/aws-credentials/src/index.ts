export { findCredentials } from './find-credentials.js';
