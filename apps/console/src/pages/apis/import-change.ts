import { formatBytes } from '../../kit/formats.js';
import type { Change } from '../../kit/review/change.js';
import { ImportRestApi, PutRestApi, type EndpointType } from '../../wire/generated/apigateway.js';
import { ImportApi, ReimportApi } from '../../wire/generated/apigatewayv2.js';
import { call } from '../../wire/operation.js';
import type { DocumentOutline } from './document-outline.js';

/** How a document becomes an API. */
export interface ImportOptions {
  readonly kind: 'rest' | 'http';
  /** The API that it goes into; null for a new one. */
  readonly into: { readonly id: string; readonly name: string } | null;
  readonly mode: 'merge' | 'overwrite';
  readonly basepath: 'ignore' | 'prepend' | 'split';
  readonly endpoint: EndpointType;
  readonly failOnWarnings: boolean;
}

export interface ImportedDocument {
  readonly name: string;
  readonly text: string;
  readonly outline: DocumentOutline;
}

/** An import, into a new API or into one that is there. */
export function importDocument(document: ImportedDocument, options: ImportOptions): Change {
  const { name, text, outline } = document;
  const { kind, into, mode, basepath, endpoint, failOnWarnings } = options;
  const title = outline.title ?? name;
  const isOverwrite = into !== null && (kind === 'http' || mode === 'overwrite');
  return {
    title: into ? `Import into ${into.name}` : `Import ${title}`,
    ...(isOverwrite && {
      danger: `What ${into.name} has now and the document has not is lost. Its stages go on as they are until the next deployment${kind === 'http' ? ', unless they deploy by themselves' : ''}.`,
    }),
    alterations: [
      {
        what: into ? `Definition of ${into.name}` : 'API',
        from: into ? 'as it is now' : null,
        to: `${title}, ${outline.paths} ${outline.paths === 1 ? 'path' : 'paths'}${into && !isOverwrite ? ', merged into it' : ''}`,
      },
      {
        what: 'Document',
        from: null,
        to: `${name}, ${outline.version ?? outline.format}, ${formatBytes(text.length)}`,
      },
    ],
    steps: [stepOf()],
    confirm: 'Import',
  };

  function stepOf() {
    if (kind === 'http')
      return into
        ? call(ReimportApi, { apiId: into.id, body: text, basepath, failOnWarnings })
        : call(ImportApi, { body: text, basepath, failOnWarnings });
    const body = new TextEncoder().encode(text);
    return into
      ? call(PutRestApi, { restApiId: into.id, mode, failOnWarnings, parameters: { basepath }, body })
      : call(ImportRestApi, {
          failOnWarnings,
          parameters: { basepath, endpointConfigurationTypes: endpoint },
          body,
        });
  }
}

/** What an import brought: which API, and what the service could not take. */
export interface Imported {
  readonly id: string;
  readonly name: string;
  readonly kind: 'rest' | 'http';
  readonly warnings: readonly string[];
}

interface ImportOutput {
  readonly id?: string;
  readonly apiId?: string;
  readonly name?: string;
  readonly warnings?: readonly string[];
  readonly importInfo?: readonly string[];
}

export function importedOf(kind: 'rest' | 'http', output: unknown): Imported {
  const { id, apiId, name = '', warnings = [], importInfo = [] } = output as ImportOutput;
  return { id: id ?? apiId ?? '', name, kind, warnings: [...warnings, ...importInfo] };
}
