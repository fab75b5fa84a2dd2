export * from './http-stage.js';
