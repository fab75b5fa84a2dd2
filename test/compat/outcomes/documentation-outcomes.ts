import { replace, type Known } from '../step.js';
import { names, noCount, noRival, type OutcomesOf } from './outcome.js';
import { badPathOf, badPosition, noApi, noStage, nowhere, position, reached } from './texts.js';

const api = ({ restApiId }: Known) => ({ restApiId });
const part = ({ restApiId, partId }: Known) => ({ restApiId, documentationPartId: partId });
const noSuchPart = (known: Known) => ({ ...api(known), documentationPartId: 'nope' });
const noPart = 'Invalid Documentation part identifier specified';
const noSuchVersion = (known: Known) => ({ ...api(known), documentationVersion: 'nope' });
const versionElsewhere = { ...nowhere, documentationVersion: '1' };
const noVersion = 'Invalid Documentation version specified';
const newPart = { location: { type: 'MODEL', name: 'Pet' }, properties: '{}' } as const;
const document = Buffer.from(
  JSON.stringify({ swagger: '2.0', 'x-amazon-apigateway-documentation': { documentationParts: [newPart] } }),
);

/** DocumentationPart and DocumentationVersion. */
export const documentationOutcomes: OutcomesOf<
  | 'CreateDocumentationPart'
  | 'GetDocumentationPart'
  | 'GetDocumentationParts'
  | 'UpdateDocumentationPart'
  | 'DeleteDocumentationPart'
  | 'ImportDocumentationParts'
  | 'CreateDocumentationVersion'
  | 'GetDocumentationVersion'
  | 'GetDocumentationVersions'
  | 'UpdateDocumentationVersion'
  | 'DeleteDocumentationVersion'
> = {
  CreateDocumentationPart: {
    400: [
      [
        (known) => ({ ...api(known), location: { type: 'API' }, properties: 'text' }),
        'Invalid properties specified. Documentation part properties must be a JSON map',
      ],
    ],
    404: [[() => ({ ...nowhere, ...newPart }), noApi]],
    409: [
      [
        (known) => ({ ...api(known), location: { type: 'API' }, properties: '{}' }),
        "Documentation part already exists for the specified location: type 'API'.",
      ],
    ],
    429: [[(known) => ({ ...api(known), ...newPart }), reached('documentationPartsPerRestApi')]],
  },
  GetDocumentationPart: {
    400: names,
    404: [
      [(known) => ({ ...part(known), ...nowhere }), noPart],
      [noSuchPart, noPart],
    ],
  },
  GetDocumentationParts: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateDocumentationPart: {
    400: [[(known) => ({ ...part(known), ...replace('/nope', 'x') }), badPathOf('/properties')]],
    404: [
      [(known) => ({ ...part(known), ...nowhere }), noPart],
      [noSuchPart, noPart],
    ],
    409: 'what a part documents never changes',
    429: noCount,
  },
  DeleteDocumentationPart: {
    400: names,
    404: [
      // Recorded: of the operations on one part, this one looks the RestApi up first.
      [(known) => ({ ...part(known), ...nowhere }), noApi],
      [noSuchPart, noPart],
    ],
    409: 'versions have parts of their own',
  },
  ImportDocumentationParts: {
    400: [
      [
        (known) => ({ ...api(known), body: Buffer.from('{') }),
        'Unable to build importer with provided input.',
      ],
    ],
    404: [[() => ({ ...nowhere, body: document }), noApi]],
    409: 'a part that is there is merged or replaced',
    429: [
      [
        (known) => ({ ...api(known), mode: 'merge', body: document }),
        reached('documentationPartsPerRestApi'),
      ],
    ],
  },
  CreateDocumentationVersion: {
    400: [
      [(known) => ({ ...api(known), documentationVersion: '' }), 'Documentation version must be non-empty'],
    ],
    404: [
      [() => versionElsewhere, noApi],
      [(known) => ({ ...api(known), documentationVersion: '2', stageName: 'nope' }), noStage],
    ],
    409: [
      [
        (known) => ({ ...api(known), documentationVersion: '1' }),
        'Documentation version already exists for this REST API',
      ],
    ],
    429: noCount,
  },
  GetDocumentationVersion: {
    404: [
      [() => versionElsewhere, noVersion],
      [noSuchVersion, noVersion],
    ],
  },
  GetDocumentationVersions: {
    400: [[(known) => ({ ...api(known), position }), badPosition]],
    404: [[() => nowhere, noApi]],
  },
  UpdateDocumentationVersion: {
    400: [
      [
        (known) => ({ ...api(known), documentationVersion: '1', ...replace('/nope', 'x') }),
        badPathOf('/description'),
      ],
    ],
    404: [
      [() => versionElsewhere, noVersion],
      [noSuchVersion, noVersion],
    ],
    409: noRival,
    429: noCount,
  },
  DeleteDocumentationVersion: {
    400: names,
    404: [
      [() => versionElsewhere, noVersion],
      [noSuchVersion, noVersion],
    ],
    409: [
      [
        (known) => ({ ...api(known), documentationVersion: '1' }),
        "Cannot delete documentation version '1', is referenced in stage: dev",
      ],
    ],
  },
};
