import { Button, Group, MultiSelect, Select, SimpleGrid, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { useApi } from '../../kit/api-tabs.js';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { download } from '../../kit/download.js';
import { Page } from '../../kit/page.js';
import { Problem } from '../../kit/problem.js';
import { Section } from '../../kit/section.js';
import { useStageNames } from '../../kit/stage-names.js';
import { callWire } from '../../wire/call-wire.js';
import { GetExport } from '../../wire/generated/apigateway.js';
import { ExportApi } from '../../wire/generated/apigatewayv2.js';

const route = getRouteApi('/apis/export');

/** An API as an OpenAPI document: to look at, and to keep. */
export function ExportPage() {
  const { api: apiId = '', kind: kindOfApi } = route.useSearch();
  const kind = kindOfApi === 'http' ? 'http' : 'rest';
  const { name } = useApi(kind === 'rest' ? 'rest' : 'v2', apiId);
  const stageNames = useStageNames(kind === 'rest' ? 'rest' : 'v2', apiId).data ?? [];
  const [chosen, setStage] = useState<string | null>(null);
  const stage = chosen ?? (kind === 'rest' ? (stageNames[0] ?? null) : null);
  const [version, setVersion] = useState('oas30');
  const [format, setFormat] = useState('json');
  const [extensions, setExtensions] = useState(['integrations', 'authorizers']);
  const exported = useMutation({
    mutationFn: async () => {
      const { body } = await (kind === 'rest'
        ? callWire(GetExport, {
            restApiId: apiId,
            stageName: stage ?? '',
            exportType: version,
            accepts: format === 'json' ? 'application/json' : 'application/yaml',
            ...(extensions.length > 0 && { parameters: { extensions: extensions.join(',') } }),
          })
        : callWire(ExportApi, {
            apiId,
            specification: 'OAS30',
            outputType: format.toUpperCase(),
            includeExtensions: extensions.length > 0,
            ...(stage !== null && { stageName: stage }),
          }));
      return new TextDecoder().decode(body);
    },
  });
  const isUndeployed = kind === 'rest' && stageNames.length === 0;
  return (
    <Page
      title={`Export ${name}`}
      above={[
        { label: 'APIs', to: '/apis' },
        { label: name, to: apiPath(kind, apiId) },
      ]}
      subtitle={
        kind === 'rest' ? 'What a stage serves, as a document' : 'What is defined, or what a stage serves'
      }
    >
      <Stack gap="md" maw={820}>
        <Section title="What">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label="Stage"
              placeholder={isUndeployed ? 'Deploy it first: stages are exported' : 'What is defined now'}
              data={stageNames}
              value={stage}
              onChange={setStage}
              clearable={kind === 'http'}
              disabled={isUndeployed}
            />
            {kind === 'rest' && (
              <Select
                label="Version"
                data={[
                  { value: 'oas30', label: 'OpenAPI 3.0' },
                  { value: 'swagger', label: 'Swagger 2.0' },
                ]}
                value={version}
                onChange={(value) => setVersion(value ?? 'oas30')}
                allowDeselect={false}
              />
            )}
            <Select
              label="Format"
              data={[
                { value: 'json', label: 'JSON' },
                { value: 'yaml', label: 'YAML' },
              ]}
              value={format}
              onChange={(value) => setFormat(value ?? 'json')}
              allowDeselect={false}
            />
            <MultiSelect
              label="Extensions of API Gateway"
              data={
                kind === 'rest'
                  ? ['integrations', 'authorizers', 'apigateway', 'documentation']
                  : ['integrations', 'authorizers']
              }
              value={extensions}
              onChange={setExtensions}
            />
          </SimpleGrid>
          <Group>
            <Button onClick={() => exported.mutate()} loading={exported.isPending} disabled={isUndeployed}>
              Export
            </Button>
          </Group>
        </Section>
        {exported.error && <Problem error={exported.error} />}
        {exported.data !== undefined && (
          <Section
            title="The document"
            actions={
              <Button
                size="xs"
                leftSection={<IconDownload size={14} />}
                onClick={() => download(`${name}.${format}`, exported.data, 'application/octet-stream')}
              >
                Download
              </Button>
            }
          >
            <CodeEditor
              label="The document"
              value={exported.data}
              language={format === 'json' ? 'json' : 'yaml'}
              height="24rem"
            />
          </Section>
        )}
      </Stack>
    </Page>
  );
}
