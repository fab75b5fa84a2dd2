import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule, MetadataScanner, NestFactory } from '@nestjs/core';
import { iam, v1 } from '#libs/aws-wire';
import { WireService } from '../dispatch/wire-service.decorator.js';
import { TollgateAction } from '../http/tollgate-action.decorator.js';
import { Unsigned } from '../http/signed.decorator.js';
import { Operation } from '../wire/operation.decorator.js';
import { AuthorizationCheck, unauthorizedHandlersOf } from './authorization-check.js';

@Controller()
class Mixed {
  @Get('forgotten')
  forgotten(): void {}

  @TollgateAction('ReadSomething', 'something')
  @Get('known')
  known(): void {}

  @Unsigned()
  @Post('unsigned')
  unsigned(): void {}

  @Operation(v1.GetAccount)
  operation(): v1.Account {
    return {};
  }

  helper(): void {}
}

@WireService(iam.service)
class OfAnUnknownService {
  @Operation({ ...iam.GetAccountSummary, service: { ...iam.service, name: 'example' } })
  summary(): iam.GetAccountSummaryResponse {
    return {};
  }
}

test('handlers are found of which nobody has said what they need', () => {
  const unknownOf = (type: { readonly prototype: object }) =>
    unauthorizedHandlersOf(type.prototype as Readonly<Record<string, object>>, new MetadataScanner());
  expect(unknownOf(Mixed)).toEqual(['Mixed.forgotten']);
  expect(unknownOf(OfAnUnknownService)).toEqual(['OfAnUnknownService.summary']);
});

test('and keep the application from starting', async () => {
  @Module({ imports: [DiscoveryModule], controllers: [Mixed], providers: [AuthorizationCheck] })
  class Application {}
  const start = NestFactory.createApplicationContext(Application, { logger: false, abortOnError: false });
  await expect(start).rejects.toThrow('nothing says what these need to be allowed: Mixed.forgotten');
});
