export * from './request-validator.js';
export {
  createRequestValidator,
  unknownApiOfRequestValidator,
  unknownRequestValidator,
  type NewRequestValidator,
} from './create-request-validator.js';
export * from './request-validator.patch-paths.js';
export * from './check-request-validator-deletion.js';
