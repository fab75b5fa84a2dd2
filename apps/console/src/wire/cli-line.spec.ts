import { cliLine } from './cli-line.js';
import { GetExport, UpdateStage } from './generated/apigateway.js';
import { CreateApi } from './generated/apigatewayv2.js';
import { call } from './operation.js';

const target = { endpoint: 'http://127.0.0.1:4000', region: 'us-east-1' };
const behind = '--endpoint-url http://127.0.0.1:4000 --region us-east-1';

test('names are those of aws-cli, structures JSON in one word', () => {
  const patchOperations = [{ op: 'replace', path: '/description', value: "it's" } as const];
  expect(cliLine(call(UpdateStage, { restApiId: 'a1', stageName: 'prod', patchOperations }), target)).toBe(
    `aws apigateway update-stage --rest-api-id a1 --stage-name prod --patch-operations '[{"op":"replace","path":"/description","value":"it'\\''s"}]' ${behind}`,
  );
});

test('a truth is an option, and a value that begins with a hyphen is none', () => {
  const line = cliLine(
    call(CreateApi, { name: '-x y', protocolType: 'HTTP', disableExecuteApiEndpoint: false }),
    target,
  );
  expect(line).toBe(
    `aws apigatewayv2 create-api --name='-x y' --protocol-type HTTP --no-disable-execute-api-endpoint ${behind}`,
  );
});

test('what comes as a file is written to one', () => {
  expect(cliLine(call(GetExport, { restApiId: 'a', stageName: 's', exportType: 'oas30' }), target)).toBe(
    `aws apigateway get-export --rest-api-id a --stage-name s --export-type oas30 ${behind} FILE`,
  );
});
