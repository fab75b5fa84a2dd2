import { service as iam } from '../generated/iam/service.js';
import { service as sts } from '../generated/sts/service.js';
import type { WireError } from '../errors/wire-error.js';
import type { Service } from '../engine/operation.js';
import { awsJson, rpcV2Cbor, unknownOperation } from '../protocols/aws-json.js';
import type { Protocol } from '../protocols/protocol.js';
import { actionOf, invalidAction, queryProtocol } from '../protocols/query.js';

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
  readonly protocol: Protocol;
  /** The operation that the call names; null for none. */
  readonly name: string | null;
  /** The refusal of an operation that is not served. */
  readonly notServed: WireError;
}

/** A service without paths. */
interface KnownService {
  readonly name: string;
  /** By form: the version that its forms name. */
  readonly apiVersion?: string;
  /** By header: what stands before the operation in `X-Amz-Target`. */
  readonly targetPrefix?: string;
  readonly read: Reader;
}

type Reader = (call: ServiceCall) => Omit<CalledOperation, 'service'>;

function readerByForm(service: Pick<Service, 'apiVersion' | 'xmlNamespace' | 'shapes'>): Reader {
  const protocol = queryProtocol(service);
  return ({ form }) => ({
    protocol,
    name: actionOf(service, form),
    notServed: invalidAction(service, form),
  });
}

function readerByTarget(targetPrefix: string, jsonVersion: '1.0' | '1.1'): Reader {
  const protocol = awsJson(jsonVersion);
  return ({ target = '' }) => {
    const name = isTargetOf(targetPrefix, target) ? target.slice(target.lastIndexOf('.') + 1) : null;
    return { protocol, name, notServed: unknownOperation(name ?? (target || null)) };
  };
}

/** Some clients write the prefix with a package before it. */
const isTargetOf = (targetPrefix: string, target: string): boolean =>
  `.${target.slice(0, Math.max(0, target.lastIndexOf('.')))}`.endsWith(`.${targetPrefix}`);

const cborPath = /^\/service\/[^/]+\/operation\/([^/]+)$/;

const readByPath: Reader = ({ path }) => {
  const name = cborPath.exec(path)?.[1] ?? null;
  return { protocol: rpcV2Cbor, name, notServed: unknownOperation(name) };
};

const queryService = (service: Service): KnownService => ({ ...service, read: readerByForm(service) });

const jsonService = (name: string, targetPrefix: string): KnownService => ({
  name,
  targetPrefix,
  read: readerByTarget(targetPrefix, '1.1'),
});

/** CloudWatch's clients have three ways, by their age. */
function cloudWatch(): KnownService {
  const service = {
    name: 'monitoring',
    apiVersion: '2010-08-01',
    targetPrefix: 'GraniteServiceVersion20100801',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    shapes: {},
  };
  const readByForm = readerByForm(service);
  const readByTarget = readerByTarget(service.targetPrefix, '1.0');
  const readerFor = ({ path, target }: ServiceCall): Reader =>
    cborPath.test(path) ? readByPath : target === undefined ? readByForm : readByTarget;
  return { ...service, read: (call) => readerFor(call)(call) };
}

const services: readonly KnownService[] = [
  queryService(iam),
  queryService(sts),
  jsonService('acm', 'CertificateManager'),
  jsonService('logs', 'Logs_20140328'),
  jsonService('cloudtrail', 'CloudTrail_20131101'),
  cloudWatch(),
];

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
  return service ? { service: service.name, ...service.read(call) } : null;
}

function likelyService(call: ServiceCall): KnownService | undefined {
  const { path, target } = call;
  if (target !== undefined)
    return services.find(({ targetPrefix }) => targetPrefix && isTargetOf(targetPrefix, target));
  if (cborPath.test(path)) return services.find(({ name }) => name === 'monitoring');
  const version = path === '/' ? new URLSearchParams(call.form).get('Version') : null;
  return services.find(({ apiVersion }) => apiVersion === version);
}
