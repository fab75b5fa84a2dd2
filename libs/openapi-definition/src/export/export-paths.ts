import type { FrozenDefinition, Method } from '#libs/api-definition';
import type { ExportOptions } from './export-definition.js';
import { exportIntegration } from './export-integration.js';
import { exportOperation } from './export-operation.js';
import { exportSecurity, type SecurityNames } from './export-security.js';
import { present } from './present.js';

/** Every path with methods, and those without that no longer path implies. */
export function exportPaths(
  { resources, methods, requestValidators }: FrozenDefinition,
  { format, extensions }: Pick<ExportOptions, 'format' | 'extensions'>,
  names: SecurityNames,
  prefix: string,
): object {
  const validators = new Map(requestValidators.map(({ id, name }) => [id, name]));
  const parents = new Set(resources.map(({ parentId }) => parentId));
  const methodsOf = new Map<string, Method[]>(resources.map(({ id }) => [id, []]));
  for (const method of methods) methodsOf.get(method.resourceId)?.push(method);
  const write = (method: Method): object => {
    const { methodIntegration, requestValidatorId } = method;
    const validator = requestValidatorId === null ? undefined : validators.get(requestValidatorId);
    return {
      ...exportOperation(method, format, prefix),
      ...present('security', exportSecurity(method, names)),
      ...(extensions.has('validators') && present('x-amazon-apigateway-request-validator', validator)),
      ...(extensions.has('integrations') &&
        methodIntegration && {
          'x-amazon-apigateway-integration': exportIntegration(methodIntegration, method.resourceId),
        }),
    };
  };
  return Object.fromEntries(
    resources.flatMap(({ id, path, parentId }) => {
      const own = methodsOf.get(id) ?? [];
      const isImplied = parentId === null || parents.has(id);
      if (own.length === 0 && isImplied) return [];
      return [[path, Object.fromEntries(own.map((method) => [verbOf(method), write(method)]))]];
    }),
  );
}

const verbOf = ({ httpMethod }: Method): string =>
  httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : httpMethod.toLowerCase();
