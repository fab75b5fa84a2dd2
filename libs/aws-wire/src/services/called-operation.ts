import type { ProtocolName, Service } from '../engine/operation.js';
import type { WireError } from '../errors/wire-error.js';
import { service as acm } from '../generated/acm/service.js';
import { service as cloudtrail } from '../generated/cloudtrail/service.js';
import { service as cloudwatch } from '../generated/cloudwatch/service.js';
import { service as iam } from '../generated/iam/service.js';
import { service as logs } from '../generated/logs/service.js';
import { service as sts } from '../generated/sts/service.js';
import { awsJson, unknownOperation } from '../protocols/aws-json.js';
import type { CallProtocol } from '../protocols/protocol.js';
import { actionOf, invalidAction, queryProtocol } from '../protocols/query.js';
import { rpcV2Cbor } from '../protocols/rpc-v2-cbor.js';

/** The parts of a call by which services that have no paths of their own are told apart. */
export interface ServiceCall {
  /** The service of the signature's credential scope; undefined for a call without one. */
  readonly scopeService: string | undefined;
  readonly path: string;
  /** The header `X-Amz-Target`. */
  readonly target: string | undefined;
  /** The text of the body, or of the query where there is no body. */
  readonly form: string;
}

/** What a call means to the service that it is for. */
export interface CalledOperation {
  readonly service: string;
  /** How the service answers this call. */
  readonly protocol: CallProtocol;
  /** The operation that the call names; null for none. */
  readonly name: string | null;
  /** The refusal of an operation that is not served. */
  readonly notServed: WireError;
}

type Reader = (call: ServiceCall) => Omit<CalledOperation, 'service'>;

/** How a service reads a call that comes in one of its protocols. */
function readerOf(service: Service, protocolName: ProtocolName): Reader {
  switch (protocolName) {
    case 'query': {
      const protocol = queryProtocol(service);
      return ({ form }) => ({
        protocol,
        name: actionOf(service, form),
        notServed: invalidAction(service, form),
      });
    }
    case 'json-1.0':
    case 'json-1.1': {
      const protocol = awsJson(protocolName === 'json-1.0' ? '1.0' : '1.1', service);
      return ({ target = '' }) => {
        const name = isTargetOf(service, target) ? target.slice(target.lastIndexOf('.') + 1) : null;
        return { protocol, name, notServed: unknownOperation(name ?? (target || null)) };
      };
    }
    case 'rpc-v2-cbor': {
      const protocol = rpcV2Cbor(service);
      return ({ path }) => {
        const name = cborPath.exec(path)?.[1] ?? null;
        return { protocol, name, notServed: unknownOperation(name) };
      };
    }
    case 'rest-json':
      throw new Error(`${service.name} has paths`);
  }
}

const cborPath = /^\/service\/[^/]+\/operation\/([^/]+)$/;

/** Some clients write the prefix with a package before it, as models do. */
const isTargetOf = ({ targetPrefix }: Service, target: string): boolean =>
  targetPrefix !== null &&
  `.${target.slice(0, Math.max(0, target.lastIndexOf('.')))}`.endsWith(`.${targetPrefix.split('.').at(-1)}`);

/** The protocol of a call; of one that fits none, the service's last, which is its simplest. */
function protocolOf({ protocols }: Service, { path, target }: ServiceCall): ProtocolName {
  const fits = (name: ProtocolName): boolean =>
    cborPath.test(path)
      ? name === 'rpc-v2-cbor'
      : target === undefined
        ? name === 'query'
        : name.startsWith('json-');
  return protocols.find(fits) ?? protocols.at(-1)!;
}

const services: readonly Service[] = [iam, sts, acm, logs, cloudtrail, cloudwatch];

const readers = new Map(
  services.map((service) => [
    service,
    new Map(service.protocols.map((name) => [name, readerOf(service, name)])),
  ]),
);

/** The names that calls of these services are signed for. */
export const servicesWithoutPaths: readonly string[] = services.map(({ name }) => name);

/**
 * Which operation of which service a call is for; null for one of API Gateway, whose operations have paths,
 * or of nothing that is known. A call whose signature names no service is taken for what the rest of it looks
 * like, so that its refusal can be read by the client that sent it.
 */
export function calledOperation(call: ServiceCall): CalledOperation | null {
  const service =
    call.scopeService === undefined
      ? likelyService(call)
      : services.find(({ name }) => name === call.scopeService);
  if (!service) return null;
  const read = readers.get(service)!.get(protocolOf(service, call))!;
  return { service: service.name, ...read(call) };
}

function likelyService(call: ServiceCall): Service | undefined {
  const { path, target } = call;
  if (target !== undefined) return services.find((service) => isTargetOf(service, target));
  if (cborPath.test(path)) return services.find(({ protocols }) => protocols.includes('rpc-v2-cbor'));
  const version = path === '/' ? new URLSearchParams(call.form).get('Version') : null;
  return services.find(({ protocols, apiVersion }) => protocols.includes('query') && apiVersion === version);
}
