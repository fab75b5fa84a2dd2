import { limitReached } from '#libs/api-definition';
import { document } from '../http-api-steps.js';
import type { OutcomesOf } from './outcome.js';
import { noApi, noStage, nowhere } from './texts.js';

const badBasepath = 'Invalid basepath specified: append. Valid options are ignore,prepend,split';
const httpOnly = 'Importing and exporting is supported for APIs with protocol type HTTP only';
const asJson = { Specification: 'OAS30', OutputType: 'JSON' };

/** Imports and exports; what is wrong with documents stands with the specs of the reader. */
export const documentOutcomes: OutcomesOf<'ImportApi' | 'ReimportApi' | 'ExportApi'> = {
  ImportApi: {
    400: [[() => ({ Body: document, Basepath: 'append' }), badBasepath]],
    404: 'it needs nothing that could be missing',
    409: 'names of APIs may be had twice',
    429: [[() => ({ Body: document }), limitReached('httpApis').message]],
  },
  ReimportApi: {
    400: [
      [({ importedId }) => ({ ApiId: importedId, Body: document, Basepath: 'append' }), badBasepath],
      [({ socketId }) => ({ ApiId: socketId, Body: document }), httpOnly],
    ],
    404: [[() => ({ ...nowhere, Body: document }), noApi]],
    409: 'what a document has takes the place of what there is',
  },
  ExportApi: {
    400: [
      [
        ({ apiId }) => ({ ApiId: apiId, ...asJson, Specification: 'OAS31' }),
        'Invalid specification. Valid options are OAS30',
      ],
      [({ socketId }) => ({ ApiId: socketId, ...asJson }), httpOnly],
    ],
    404: [
      [() => ({ ...nowhere, ...asJson }), noApi],
      [({ apiId }) => ({ ApiId: apiId, ...asJson, StageName: 'nope' }), noStage],
    ],
  },
};
