import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  Group,
  List,
  Radio,
  Select,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core';
import { Link, getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { apiPath } from '../../kit/api-paths.js';
import { useApi } from '../../kit/api-tabs.js';
import { CodeEditor } from '../../kit/code/code-editor.js';
import { formatBytes } from '../../kit/formats.js';
import { Page } from '../../kit/page.js';
import { useReview } from '../../kit/review/use-review.js';
import { Section } from '../../kit/section.js';
import { DocumentDrop } from './document-drop.js';
import {
  importDocument,
  importedOf,
  type Imported,
  type ImportedDocument,
  type ImportOptions,
} from './import-change.js';

const route = getRouteApi('/apis/import');

/** A document becomes an API, or goes into one. */
export function ImportPage() {
  const { into, kind: kindOfApi } = route.useSearch();
  const kind = kindOfApi === 'http' ? 'http' : 'rest';
  const review = useReview();
  const [document, setDocument] = useState<ImportedDocument | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [options, setOptions] = useState<ImportOptions>({
    kind,
    into: null,
    mode: 'merge',
    basepath: 'ignore',
    endpoint: 'REGIONAL',
    failOnWarnings: false,
  });
  const api = useNamed(kind, into);
  const set = (changed: Partial<ImportOptions>) => setOptions({ ...options, ...changed });
  const submit = async () => {
    if (!document) return;
    const outputs = await review(importDocument(document, { ...options, into: api }));
    if (!outputs) return;
    setImported(importedOf(options.kind, outputs[0]));
    setDocument(null);
  };
  return (
    <Page
      title={api ? `Import into ${api.name}` : 'Import an API'}
      above={[{ label: 'APIs', to: '/apis' }]}
      subtitle="An OpenAPI document becomes resources, methods, models and integrations"
    >
      <Stack gap="md" maw={820}>
        {imported && <Outcome of={imported} />}
        {document ? (
          <>
            <Section
              title={document.outline.title ?? document.name}
              hint={`${document.name}, ${document.outline.version}, ${document.outline.format}, ${formatBytes(document.text.length)}, ${document.outline.paths} paths`}
              actions={
                <Button size="xs" variant="default" onClick={() => setDocument(null)}>
                  Another file
                </Button>
              }
            >
              <CodeEditor
                label="The document"
                value={excerpt(document.text)}
                language={document.outline.format === 'JSON' ? 'json' : 'yaml'}
                height="16rem"
              />
            </Section>
            <Options options={options} isInto={api !== null} set={set} />
            <Group>
              <Button onClick={() => void submit()}>Review import</Button>
            </Group>
          </>
        ) : (
          <DocumentDrop
            onDocument={(chosen) => {
              setImported(null);
              setDocument(chosen);
            }}
          />
        )}
      </Stack>
    </Page>
  );
}

/** The API that is imported into, by name; null for none. */
function useNamed(kind: 'rest' | 'http', into: string | undefined) {
  const api = useApi(kind === 'rest' ? 'rest' : 'v2', into ?? '');
  return into === undefined ? null : { id: into, name: api.name };
}

/** The editor is for a look: a long document is shown to its first 100,000 letters. */
const excerpt = (text: string): string => (text.length > 100_000 ? `${text.slice(0, 100_000)}\n…` : text);

interface OptionsProps {
  readonly options: ImportOptions;
  readonly isInto: boolean;
  readonly set: (changed: Partial<ImportOptions>) => void;
}

const Options = ({ options, isInto, set }: OptionsProps) => (
  <Section title="How">
    <Stack gap="md">
      {!isInto && (
        <Radio.Group
          label="Kind"
          value={options.kind}
          onChange={(kind) => set({ kind: kind === 'http' ? 'http' : 'rest' })}
        >
          <Group mt={6}>
            <Radio value="rest" label="REST API" />
            <Radio value="http" label="HTTP API (OpenAPI 3.0)" />
          </Group>
        </Radio.Group>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {isInto && options.kind === 'rest' && (
          <Select
            label="What is there already"
            data={[
              { value: 'merge', label: 'Stays, the document comes on top' },
              { value: 'overwrite', label: 'Is replaced by the document' },
            ]}
            value={options.mode}
            onChange={(mode) => set({ mode: mode === 'overwrite' ? mode : 'merge' })}
            allowDeselect={false}
          />
        )}
        {!isInto && options.kind === 'rest' && (
          <Select
            label="Endpoint"
            data={['REGIONAL', 'EDGE', 'PRIVATE']}
            value={options.endpoint}
            onChange={(endpoint) => set({ endpoint: endpoint ?? 'REGIONAL' })}
            allowDeselect={false}
          />
        )}
        <Select
          label="Base path of the document"
          data={[
            { value: 'ignore', label: 'Left out' },
            { value: 'prepend', label: 'Put before every path' },
            { value: 'split', label: 'Its first part left out, the rest put before' },
          ]}
          value={options.basepath}
          onChange={(basepath) => set({ basepath: basepath ?? 'ignore' })}
          allowDeselect={false}
        />
      </SimpleGrid>
      <Checkbox
        label="Import nothing when there are warnings"
        checked={options.failOnWarnings}
        onChange={(event) => set({ failOnWarnings: event.currentTarget.checked })}
      />
    </Stack>
  </Section>
);

const Outcome = ({ of }: { readonly of: Imported }) => (
  <Alert
    color={of.warnings.length === 0 ? 'green' : 'orange'}
    variant="light"
    title={`${of.name} is imported`}
    role="status"
  >
    <Stack gap="xs" align="flex-start">
      {of.warnings.length > 0 && (
        <>
          <Text size="sm">
            {of.warnings.length === 1 ? 'One warning' : `${of.warnings.length} warnings`}: what is named here
            was left out or read otherwise.
          </Text>
          <List size="sm" className="breaks">
            {of.warnings.map((warning, index) => (
              <List.Item key={index}>{warning}</List.Item>
            ))}
          </List>
        </>
      )}
      <Anchor component={Link} to={apiPath(of.kind, of.id)} size="sm" fw={600}>
        Look at {of.name}
      </Anchor>
    </Stack>
  </Alert>
);
