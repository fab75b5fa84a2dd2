import { mapPatches, memberPatches } from '../../../kit/patches.js';
import type { Change } from '../../../kit/review/change.js';
import { alterationsBetween } from '../../../kit/review/change.js';
import {
  DeleteIntegrationResponse,
  DeleteMethodResponse,
  PutIntegrationResponse,
  PutMethodResponse,
  UpdateIntegrationResponse,
  UpdateMethodResponse,
  type ContentHandlingStrategy,
  type Method,
} from '../../../wire/generated/apigateway.js';
import { call, type Call } from '../../../wire/operation.js';
import { textsOf } from './integration-draft.js';
import type { MethodAt } from './method-at.js';

/** A response of a method: what is declared of it, and how the integration's response becomes it. */
export interface ResponseDraft {
  readonly statusCode: string;
  /** Which of the integration's responses become this one; empty for the default. */
  readonly selectionPattern: string;
  /** Names of headers that are declared. */
  readonly headers: readonly string[];
  /** Content types to names of models. */
  readonly responseModels: Readonly<Record<string, string>>;
  /** Names of headers to what they are set to. */
  readonly mappings: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly contentHandling: ContentHandlingStrategy | '';
}

export const newResponse: ResponseDraft = {
  statusCode: '',
  selectionPattern: '',
  headers: [],
  responseModels: {},
  mappings: {},
  responseTemplates: {},
  contentHandling: '',
};

const prefix = 'method.response.header.';
const nameOf = (key: string): string => (key.startsWith(prefix) ? key.slice(prefix.length) : key);
const keyOf = (name: string): string => (name.startsWith('method.response.') ? name : `${prefix}${name}`);
const renamed = <T>(map: Readonly<Record<string, T>>, rename: (key: string) => string): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [rename(key), value]));

/** The status codes of which a method has a response, on either side. */
export const statusCodesOf = ({ methodResponses = {}, methodIntegration }: Method): readonly string[] =>
  [
    ...new Set([
      ...Object.keys(methodResponses),
      ...Object.keys(methodIntegration?.integrationResponses ?? {}),
    ]),
  ].sort();

export function responseDraftOf(method: Method, statusCode: string): ResponseDraft {
  const declared = method.methodResponses?.[statusCode] ?? {};
  const mapped = method.methodIntegration?.integrationResponses?.[statusCode] ?? {};
  return {
    statusCode,
    selectionPattern: mapped.selectionPattern ?? '',
    headers: Object.keys(declared.responseParameters ?? {}).map(nameOf),
    responseModels: declared.responseModels ?? {},
    mappings: renamed(mapped.responseParameters ?? {}, nameOf),
    responseTemplates: textsOf(mapped.responseTemplates),
    contentHandling: mapped.contentHandling ?? '',
  };
}

/** A header that is set must be declared. */
const declaredOf = ({ headers, mappings }: ResponseDraft): Record<string, boolean> =>
  Object.fromEntries(
    [...new Set([...headers, ...Object.keys(mappings)])].map((name) => [keyOf(name), false]),
  );

/** What makes a method's response as `to` has it. `isMapped`: the integration's responses are mapped here. */
export function responseSteps(at: MethodAt, method: Method, to: ResponseDraft, isMapped: boolean): Call[] {
  const { statusCode } = to;
  const here = { ...at, statusCode };
  const from = responseDraftOf(method, statusCode);
  const declared = method.methodResponses?.[statusCode];
  const mapped = method.methodIntegration?.integrationResponses?.[statusCode];
  const parameters = renamed(to.mappings, keyOf);
  const steps: Call[] = [];
  if (declared) {
    const patchOperations = [
      ...mapPatches('/responseParameters', declared.responseParameters, {
        ...declaredOf(to),
        // Whether one is required stays as it is.
        ...Object.fromEntries(
          Object.entries(declared.responseParameters ?? {}).filter(([key]) => key in declaredOf(to)),
        ),
      }),
      ...mapPatches('/responseModels', declared.responseModels, to.responseModels),
    ];
    if (patchOperations.length > 0) steps.push(call(UpdateMethodResponse, { ...here, patchOperations }));
  } else
    steps.push(
      call(PutMethodResponse, {
        ...here,
        responseParameters: declaredOf(to),
        responseModels: to.responseModels,
      }),
    );
  if (!isMapped) return steps;
  if (mapped) {
    const patchOperations = [
      ...memberPatches(
        from,
        to,
        ['selectionPattern', 'contentHandling'],
        ['selectionPattern', 'contentHandling'],
      ),
      ...mapPatches('/responseParameters', mapped.responseParameters, parameters),
      ...mapPatches('/responseTemplates', mapped.responseTemplates, to.responseTemplates),
    ];
    if (patchOperations.length > 0) steps.push(call(UpdateIntegrationResponse, { ...here, patchOperations }));
  } else
    steps.push(
      call(PutIntegrationResponse, {
        ...here,
        ...(to.selectionPattern !== '' && { selectionPattern: to.selectionPattern }),
        responseParameters: parameters,
        responseTemplates: to.responseTemplates,
        ...(to.contentHandling !== '' && { contentHandling: to.contentHandling }),
      }),
    );
  return steps;
}

export function changeResponse(
  at: MethodAt,
  name: string,
  method: Method,
  to: ResponseDraft,
  isMapped: boolean,
): Change {
  const isNew = !statusCodesOf(method).includes(to.statusCode);
  return {
    title: `${isNew ? 'Add' : 'Change'} response ${to.statusCode} of ${name}`,
    alterations: alterationsBetween(isNew ? {} : responseDraftOf(method, to.statusCode), to),
    steps: responseSteps(at, method, to, isMapped),
    confirm: isNew ? 'Add' : 'Save',
  };
}

export function deleteResponse(at: MethodAt, name: string, method: Method, statusCode: string): Change {
  const here = { ...at, statusCode };
  const hasMapping = method.methodIntegration?.integrationResponses?.[statusCode] !== undefined;
  return {
    title: `Delete response ${statusCode} of ${name}`,
    danger: `What is declared and mapped for ${statusCode} is lost. Stages keep it until the next deployment.`,
    alterations: [{ what: `Response ${statusCode}`, from: 'declared and mapped', to: null }],
    steps: [
      ...(hasMapping ? [call(DeleteIntegrationResponse, here)] : []),
      ...(method.methodResponses?.[statusCode] ? [call(DeleteMethodResponse, here)] : []),
    ],
    confirm: 'Delete',
  };
}
