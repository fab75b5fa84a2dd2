export * from './denied-identity.js';
