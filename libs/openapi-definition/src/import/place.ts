/** Where in an API something was found, as AWS's warnings and errors print it. */
export interface Place {
  /** After base path handling. */
  readonly path: string;
  readonly httpMethod: string;
}

/** `'GET' for resource at path '/pets'`. */
export const printedPlace = ({ path, httpMethod }: Place): string =>
  `'${httpMethod}' for resource at path '${path}'`;

/** What AWS prints before the reason why a method cannot be (found: imports of parameters with brackets). */
export const methodRefusal = ({ path, httpMethod }: Place, reason: string): string =>
  `Unable to put method '${httpMethod}' on resource at path '${path}': ${reason}`;
