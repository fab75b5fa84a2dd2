/** Where in an API something was found, as AWS's warnings and errors print it. */
export interface Place {
  /** After base path handling. */
  readonly path: string;
  readonly httpMethod: string;
}

/** `'GET' for resource at path '/pets'`. */
export const printedPlace = ({ path, httpMethod }: Place): string =>
  `'${httpMethod}' for resource at path '${path}'`;
