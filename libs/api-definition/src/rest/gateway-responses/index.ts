export * from './gateway-response.js';
export {
  gatewayResponseNotSet,
  putGatewayResponse,
  type NewGatewayResponse,
} from './put-gateway-response.js';
export * from './gateway-response.patch-paths.js';
