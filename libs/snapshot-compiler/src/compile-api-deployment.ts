import type { FrozenHttpDefinition } from '#libs/api-definition';
import type { HttpSnapshot, WebSocketSnapshot } from '#libs/snapshot-format';
import type { Diagnostic } from './diagnostic.js';
import { compileHttpDeployment } from './http/compile-http-deployment.js';
import { compileWebSocketDeployment } from './websocket/compile-websocket-deployment.js';

export interface ApiCompilation {
  /** Null when there is an error among the diagnostics. */
  readonly snapshot: HttpSnapshot | WebSocketSnapshot | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns the frozen definition of an API of version 2 into what gateways run, by the protocol that it speaks.
 */
export const compileApiDeployment = (definition: FrozenHttpDefinition): ApiCompilation =>
  definition.api.protocolType === 'WEBSOCKET'
    ? compileWebSocketDeployment(definition)
    : compileHttpDeployment(definition);
