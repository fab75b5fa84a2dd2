import { readdirSync, readFileSync } from 'node:fs';
import { waitFor } from '#libs/testing';
import { importCertificate } from '../../apps/control-plane/src/testing/import-certificate.js';
import { publishDomains } from '../../apps/control-plane/src/testing/publish-domains.js';
import { seedRestApi } from '../../apps/control-plane/src/testing/seed-rest-api.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';

/** One request of a scenario. `$name` in any text is what an earlier response was asked to keep. */
interface ScenarioRequest {
  /** `PATCH /restapis/$api` */
  readonly send: string;
  readonly body?: object;
  readonly status?: number;
  /** Members of the response, and of theirs; it may have more. */
  readonly shows?: object;
  /** Members that the response must not have: the provider would see a difference in its next plan. */
  readonly absent?: readonly string[];
  readonly keeps?: Readonly<Record<string, string>>;
  /** Asked again until it shows this, as the provider's waiters do. */
  readonly settles?: object;
  /** Asked again until it has this status. */
  readonly settlesAt?: number;
}

interface Scenario {
  readonly title: string;
  /** Starts from an API that is deployed to the stage `v1`, rather than from nothing. */
  readonly uses?: 'deployedApi';
  readonly requests: readonly ScenarioRequest[];
}

const folder = new URL('./terraform/', import.meta.url);
const scenarios = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario,
);

let plane: TestControlPlane;
/** For names right below example.test. */
let certificate: string;
beforeAll(async () => {
  plane = await startControlPlane();
  certificate = await importCertificate(plane, { names: ['*.example.test'] });
});
afterAll(() => plane?.close());

const fill = <T>(value: T, known: Readonly<Record<string, string>>): T =>
  JSON.parse(
    JSON.stringify(value).replace(/\$([a-z]+)/g, (whole, name: string) => known[name] ?? whole),
  ) as T;

async function responseTo({ send, body }: ScenarioRequest) {
  const [method, target] = send.split(' ') as [string, string];
  const response = await plane.signedFetch(target, { method, body });
  const text = await response.text();
  return {
    send,
    status: response.status,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

async function replay(request: ScenarioRequest): Promise<Record<string, unknown>> {
  const { send, settles, settlesAt } = request;
  if (settles || settlesAt !== undefined) {
    await publishDomains(plane);
    await waitFor(async () => {
      const { status, body } = await responseTo(request);
      const shown = Object.entries(settles ?? {}).every(([member, value]) => body[member] === value);
      return status === (settlesAt ?? request.status) && shown;
    });
    return {};
  }
  const response = await responseTo(request);
  expect(response).toMatchObject({ send, status: request.status, body: request.shows ?? {} });
  expect((request.absent ?? []).filter((member) => member in response.body)).toEqual([]);
  return response.body;
}

test.each(scenarios)('Terraform: $title', async ({ uses, requests }) => {
  const known: Record<string, string> = { certificate };
  if (uses === 'deployedApi') {
    const { id } = await seedRestApi(plane);
    const deployment = await responseTo({
      send: `POST /restapis/${id}/deployments`,
      body: { stageName: 'v1', variables: { color: 'blue' } },
    });
    Object.assign(known, { api: id, deployment: deployment.body.id });
  }
  for (const request of requests) {
    const body = await replay(fill(request, known));
    for (const [name, member] of Object.entries(request.keeps ?? {})) known[name] = body[member] as string;
  }
});
