import { Button, Group, Tabs, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useReview } from '../../../kit/review/use-review.js';
import { Section } from '../../../kit/section.js';
import { DeleteMethod, type Resource } from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { IntegrationForm } from './integration-form.js';
import { RequestForm } from './request-form.js';
import { ResponsesPanel } from './responses-panel.js';
import { TestPanel } from './test-panel.js';

export interface MethodPanelProps {
  readonly apiId: string;
  readonly resource: Resource;
  readonly httpMethod: string;
  /** The method is deleted. */
  readonly onGone: () => void;
}

/** A method: what it asks of a request, what it calls, what it responds, and a test of all of it. */
export function MethodPanel({ apiId, resource, httpMethod, onGone }: MethodPanelProps) {
  const review = useReview();
  const method = resource.resourceMethods?.[httpMethod] ?? {};
  const { id = '', path = '' } = resource;
  const at = { restApiId: apiId, resourceId: id, httpMethod };
  const name = `${httpMethod} ${path}`;
  const remove = async () => {
    const outputs = await review({
      title: `Delete ${name}`,
      danger: `${name} is lost with its integration and its responses. Stages go on serving it until the next deployment.`,
      alterations: [{ what: 'Method', from: name, to: null }],
      steps: [call(DeleteMethod, at)],
      confirm: 'Delete',
    });
    if (outputs) onGone();
  };
  // A form begins anew when what it shows has changed on the server, and only then.
  const versionOf = (value: unknown) => JSON.stringify(value ?? null);
  return (
    <Section
      title={name}
      hint={<Road method={method} />}
      actions={
        <Button
          size="xs"
          variant="default"
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => void remove()}
        >
          Delete method
        </Button>
      }
    >
      <Tabs defaultValue="request" keepMounted={false}>
        <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          <Tabs.Tab value="request">Request</Tabs.Tab>
          <Tabs.Tab value="integration">Integration</Tabs.Tab>
          <Tabs.Tab value="responses">Responses</Tabs.Tab>
          <Tabs.Tab value="test">Test</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="request" pt="md">
          <RequestForm
            key={versionOf({ ...method, methodIntegration: 0 })}
            at={at}
            name={name}
            method={method}
          />
        </Tabs.Panel>
        <Tabs.Panel value="integration" pt="md">
          <IntegrationForm
            key={versionOf(method.methodIntegration)}
            at={at}
            name={name}
            integration={method.methodIntegration}
          />
        </Tabs.Panel>
        <Tabs.Panel value="responses" pt="md">
          <ResponsesPanel at={at} name={name} method={method} />
        </Tabs.Panel>
        <Tabs.Panel value="test" pt="md">
          <TestPanel at={at} path={path} />
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}

/** The road of a request in a line. */
function Road({ method }: { readonly method: NonNullable<Resource['resourceMethods']>[string] }) {
  const { type, uri } = method.methodIntegration ?? {};
  const key = method.apiKeyRequired ? ' and an API key' : '';
  const asked =
    method.authorizationType === 'NONE'
      ? key
        ? 'an API key'
        : 'nothing'
      : `${method.authorizationType}${key}`;
  return (
    <Group gap={4}>
      <Text span size="sm" className="breaks">
        Asks for {asked}; calls {type ?? 'nothing yet'}
        {uri ? ` ${uri}` : ''}
      </Text>
    </Group>
  );
}
