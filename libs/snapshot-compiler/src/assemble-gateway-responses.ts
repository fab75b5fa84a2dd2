import type { FrozenDefinition } from '#libs/api-definition';
import type { RestSnapshot } from '#libs/snapshot-format';

/**
 * The gateway responses that were set, by type; what each leaves out is filled in where they are rendered.
 */
export const gatewayResponsesOf = ({
  gatewayResponses,
}: Pick<FrozenDefinition, 'gatewayResponses'>): RestSnapshot['gatewayResponses'] =>
  Object.fromEntries(
    gatewayResponses.map(({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType,
      { statusCode, responseParameters, responseTemplates },
    ]),
  );
