import type { ResponseParameterMapping } from '#libs/snapshot-format';
import { isMappableHeader } from '../../http/http-api-headers.js';
import { headerBytesMax } from '../../http/request-limits.js';
import type { MethodStep } from '../../invocation/step.js';
import { reject } from '../../refusals/rejection.js';
import { compileValue, MappedValues, readsBody, type ReadValue } from './value-template.js';
import { changedFields } from './map-request.js';

/** A caller could not read such a response. Ours: as long as the headers of a request may be. */
const mappedTooLong = `the mapped values have more than ${headerBytesMax} characters`;

type ResponseParameters = Readonly<Record<string, readonly ResponseParameterMapping[]>>;

interface Compiled {
  readonly action: ResponseParameterMapping['action'];
  readonly place: ResponseParameterMapping['place'];
  readonly name: string;
  readonly read: ReadValue;
}

/**
 * The step that changes responses by their status code (guide page "Parameter mapping for HTTP APIs"). See
 * "mapResponseParameters" in docs/HTTP-API-PIPELINE.md.
 */
export function mapResponseParameters(responseParameters: ResponseParameters): MethodStep {
  const byStatus = new Map(
    Object.entries(responseParameters).map(([status, mappings]) => [
      Number(status),
      mappings.flatMap((mapping): Compiled[] => {
        const name = 'name' in mapping ? mapping.name : '';
        if (mapping.place === 'header' && !isMappableHeader(name.toLowerCase())) return [];
        const read = 'value' in mapping ? compileValue(mapping.value) : () => '';
        return [{ action: mapping.action, place: mapping.place, name, read }];
      }),
    ]),
  );
  return {
    name: 'mapResponseParameters',
    run(invocation) {
      const response = invocation.response!;
      const mappings = byStatus.get(response.status);
      if (mappings === undefined) return null;
      const values = new MappedValues(invocation);
      const changes = mappings.flatMap(({ read, ...mapping }) => {
        const value = read(values);
        return value === undefined ? [] : [{ ...mapping, value }];
      });
      const chars = changes.reduce((sum, { value }) => sum + value.length, 0);
      if (chars > headerBytesMax) return reject('mapping.header', mappedTooLong);
      const ofStatus = changes.filter(({ place }) => place === 'statuscode').at(-1)?.value ?? '';
      invocation.response = {
        ...response,
        // What is no status changes nothing.
        status: /^[2-5]\d\d$/.test(ofStatus) ? Number(ofStatus) : response.status,
        headers: changedFields(
          response.headers,
          changes.filter(({ place }) => place === 'header'),
        ),
      };
      return null;
    },
  };
}

/** Whether a mapping needs the body of the response, which is read whole then. */
export const readsResponseBody = (responseParameters: ResponseParameters = {}): boolean =>
  Object.values(responseParameters).some((mappings) =>
    mappings.some((mapping) => 'value' in mapping && readsBody(mapping.value)),
  );
