import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '../../kit/empty.js';
import { Facts } from '../../kit/facts.js';
import { FormDialog } from '../../kit/form-dialog.js';
import { Loaded } from '../../kit/loaded.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { wireQuery } from '../../kit/wire-query.js';
import { DeleteDomainName, GetDomainName, type DomainName } from '../../wire/generated/apigateway.js';
import {
  CreateApiMapping,
  DeleteApiMapping,
  GetApiMappings,
  ListRoutingRules,
  type ApiMapping,
} from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';

const route = getRouteApi('/domains/$domainName');

/** One domain: its certificate, and which paths lead to which stages. */
export function DomainPage() {
  const { domainName } = route.useParams();
  const query = useQuery(wireQuery(GetDomainName, { domainName }));
  return (
    <Page
      title={domainName}
      above={[{ label: 'Domains', to: '/domains' }]}
      actions={query.data && <DeleteButton domain={query.data} />}
    >
      <Loaded query={query} lines={8}>
        {(domain) => (
          <Stack gap="md">
            <Mappings domainName={domainName} />
            <RoutingRules domainName={domainName} mode={domain.routingMode} />
            <Section title="Domain">
              <Facts facts={factsOf(domain)} />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const factsOf = (domain: DomainName) =>
  [
    ['State', `${domain.domainNameStatus} ${domain.domainNameStatusMessage ?? ''}`],
    ['Endpoint', domain.endpointConfiguration?.types?.join(', ')],
    ['Target of DNS', domain.regionalDomainName ?? domain.distributionDomainName],
    ['Certificate', domain.regionalCertificateArn ?? domain.certificateArn],
    ['Least version of TLS', domain.securityPolicy],
    ['Truststore', domain.mutualTlsAuthentication?.truststoreUri],
    ['Warnings of it', domain.mutualTlsAuthentication?.truststoreWarnings?.join('; ')],
    ['Routing', domain.routingMode],
  ] as const;

function Mappings({ domainName }: { readonly domainName: string }) {
  const [isAdding, setAdding] = useState(false);
  const review = useReview();
  const query = useQuery(wireQuery(GetApiMappings, { domainName, maxResults: '500' }));
  const remove = ({ apiMappingId = '', apiMappingKey = '', apiId, stage }: ApiMapping) =>
    void review({
      title: `Remove the mapping /${apiMappingKey}`,
      alterations: [{ what: `Path /${apiMappingKey}`, from: `${apiId} ${stage}`, to: null }],
      steps: [call(DeleteApiMapping, { domainName, apiMappingId })],
      confirm: 'Remove',
      danger: 'Requests below this path are answered with a 403 from now on.',
    });
  return (
    <Section
      title="Mappings"
      hint="The longest path that fits wins"
      actions={
        <Button size="xs" onClick={() => setAdding(true)}>
          Add mapping
        </Button>
      }
    >
      <Loaded query={query} lines={2}>
        {({ items = [] }) =>
          items.length === 0 ? (
            <Empty
              title="No mapping"
              first="Without one the domain answers nobody: map a path to a stage of an API."
            />
          ) : (
            <Table.ScrollContainer minWidth={520}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Path</Table.Th>
                    <Table.Th>API</Table.Th>
                    <Table.Th>Stage</Table.Th>
                    <Table.Th>Remove</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((mapping) => (
                    <Table.Tr key={mapping.apiMappingId}>
                      <Table.Td className="breaks">/{mapping.apiMappingKey}</Table.Td>
                      <Table.Td>{mapping.apiId}</Table.Td>
                      <Table.Td className="breaks">{mapping.stage}</Table.Td>
                      <Table.Td>
                        <Button size="compact-xs" variant="light" color="red" onClick={() => remove(mapping)}>
                          Remove
                        </Button>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )
        }
      </Loaded>
      {isAdding && <AddMappingDialog domainName={domainName} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function AddMappingDialog({
  domainName,
  onClose,
}: {
  readonly domainName: string;
  readonly onClose: () => void;
}) {
  const review = useReview();
  return (
    <FormDialog
      title="Add mapping"
      submit="Review"
      onClose={onClose}
      onSubmit={async (field) => {
        const apiMappingKey = field('apiMappingKey').replace(/^\//, '');
        const input = {
          domainName,
          apiId: field('apiId'),
          stage: field('stage'),
          ...(apiMappingKey && { apiMappingKey }),
        };
        const outputs = await review({
          title: `Map /${apiMappingKey} of ${domainName}`,
          alterations: [{ what: `Path /${apiMappingKey}`, from: null, to: `${input.apiId} ${input.stage}` }],
          steps: [call(CreateApiMapping, input)],
          confirm: 'Add',
        });
        return outputs !== null;
      }}
    >
      <TextInput
        name="apiMappingKey"
        label="Path"
        description="Empty: all that no other mapping has"
        placeholder="v1/orders"
        spellCheck={false}
        data-autofocus
      />
      <TextInput name="apiId" label="ID of the API" required spellCheck={false} />
      <TextInput name="stage" label="Stage" required spellCheck={false} />
    </FormDialog>
  );
}

function RoutingRules({
  domainName,
  mode,
}: {
  readonly domainName: string;
  readonly mode: string | undefined;
}) {
  const query = useQuery(wireQuery(ListRoutingRules, { domainName }));
  return (
    <Section
      title="Routing rules"
      hint={mode === 'API_MAPPING_ONLY' ? 'Not asked: the domain goes by mappings alone' : mode}
    >
      <Loaded query={query} lines={1}>
        {({ routingRules = [] }) =>
          routingRules.length === 0 ? (
            <Text size="sm">None.</Text>
          ) : (
            <Facts
              facts={routingRules.map(({ priority, conditions, actions }) => [
                `Priority ${priority}`,
                `${JSON.stringify(conditions)} → ${JSON.stringify(actions)}`,
              ])}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function DeleteButton({ domain }: { readonly domain: DomainName }) {
  const review = useReview();
  const navigate = route.useNavigate();
  const domainName = domain.domainName ?? '';
  const remove = async () => {
    const outputs = await review({
      title: `Delete domain ${domainName}`,
      alterations: [{ what: 'Domain with its mappings', from: domainName, to: null }],
      steps: [call(DeleteDomainName, { domainName })],
      confirm: 'Delete',
      danger: 'Nobody is answered under this name any more. Its certificate stays.',
    });
    if (outputs) void navigate({ to: '/domains' });
  };
  return (
    <Group gap="xs">
      <Button variant="light" color="red" onClick={() => void remove()}>
        Delete
      </Button>
    </Group>
  );
}
