import { elementsOf, isTrue, member, printed, textOf } from '../document/read-value.js';
import type { OpenApiDocument } from '../document/openapi-document.js';
import { followReference } from './follow-reference.js';
import type { ImportNotes } from './import-notes.js';
import { printedPlace, type Place } from './place.js';

/** The parameters of an operation. */
export interface ImportedParameters {
  /** `method.request.{path|querystring|header}.<name>` to required. */
  readonly requestParameters: Readonly<Record<string, boolean>> | undefined;
  /** Swagger 2.0: the schema of the body; undefined without one. */
  readonly bodySchema: unknown;
}

const locations: Readonly<Record<string, string>> = { path: 'path', query: 'querystring', header: 'header' };

/**
 * Parameters of the path item and, over them, of the operation. The variables of the path are added whether
 * the document declares them or not (recorded: import, methods).
 */
export function importParameters(
  document: OpenApiDocument,
  {
    pathItem,
    operation,
    place,
  }: { readonly pathItem: unknown; readonly operation: unknown; readonly place: Place },
  notes: ImportNotes,
): ImportedParameters {
  const parameters = new Map<string, boolean>();
  let bodySchema: unknown;
  const given = [
    ...elementsOf(member(pathItem, 'parameters')),
    ...elementsOf(member(operation, 'parameters')),
  ];
  for (const element of given) {
    const parameter = followReference(document, element, notes);
    if (parameter === undefined) continue;
    const location = textOf(member(parameter, 'in')) ?? '';
    const name = textOf(member(parameter, 'name'));
    if (location === 'body' && document.version === 'swagger') {
      bodySchema = member(parameter, 'schema');
    } else if (Object.hasOwn(locations, location) && name) {
      parameters.set(`method.request.${locations[location]}.${name}`, isTrue(member(parameter, 'required')));
    } else {
      notes.warnings.push(
        `Unsupported parameter '${printed(name)}' in '${printed(location)}' of ${printedPlace(place)}. Ignoring.`,
      );
    }
  }
  for (const [, name] of place.path.matchAll(/\{([^{}/]+?)\+?\}/g)) {
    const key = `method.request.path.${name}`;
    if (!parameters.has(key)) parameters.set(key, true);
  }
  return {
    requestParameters: parameters.size > 0 ? Object.fromEntries(parameters) : undefined,
    bodySchema,
  };
}
