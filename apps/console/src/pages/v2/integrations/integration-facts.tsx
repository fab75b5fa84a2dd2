import { Code } from '@mantine/core';
import { Facts } from '../../../kit/facts.js';
import type { Integration } from '../../../wire/generated/apigatewayv2.js';
import { integrationLabels as labels } from './integration-draft.js';

/** What an integration is set to. */
export const IntegrationFacts = ({ integration }: { readonly integration: Integration }) => (
  <Facts
    facts={[
      [labels.integrationType, integration.integrationType],
      [labels.integrationSubtype, integration.integrationSubtype],
      [labels.integrationUri, integration.integrationUri],
      [labels.integrationMethod, integration.integrationMethod],
      [labels.payloadFormatVersion, integration.payloadFormatVersion],
      [labels.timeoutInMillis, integration.timeoutInMillis],
      [labels.connectionId, integration.connectionId],
      [labels.serverNameToVerify, integration.tlsConfig?.serverNameToVerify],
      [labels.credentialsArn, integration.credentialsArn],
      [labels.description, integration.description],
      ...entries('Sends', integration.requestParameters),
      ...Object.entries(integration.responseParameters ?? {}).flatMap(([status, mappings]) =>
        entries(`Of ${status}`, mappings),
      ),
      [labels.templateSelectionExpression, integration.templateSelectionExpression],
      ...entries('Template', integration.requestTemplates),
      [labels.passthroughBehavior, integration.passthroughBehavior],
      [labels.contentHandlingStrategy, integration.contentHandlingStrategy],
    ]}
  />
);

/** Entries of a map, a row each, as code. */
const entries = (what: string, map: Readonly<Record<string, string>> | undefined) =>
  Object.entries(map ?? {}).map(
    ([key, text]) =>
      [
        `${what}: ${key}`,
        <Code key={key} block className="breaks" style={{ whiteSpace: 'pre-wrap' }}>
          {text}
        </Code>,
      ] as const,
  );
