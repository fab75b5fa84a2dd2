import { badRequest, type WireError } from '#libs/aws-wire';

/**
 * What a call is refused with that has a place in API Gateway, and none here: portals and their products, of
 * version 2; and calls for WebSocket connections, which AWS_ENDPOINT_URL leads to the control plane.
 * Undefined for paths that are nobody's.
 */
export function notServed(path: string): WireError | undefined {
  if (/^\/v2\/(?:portals|portalproducts)(?:\/|\?|$)/.test(path))
    return badRequest('Portals and portal products are not served.');
  if (/^\/(?:@|%40)connections\//i.test(path))
    return badRequest(
      'Connections are called at a gateway: as endpoint URL give the address of the stage, such as http://127.0.0.1:8080/_aws/execute-api/{apiId}/{stage}.',
    );
  return undefined;
}
