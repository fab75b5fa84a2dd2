import { DiscoveryService } from '@nestjs/core';
import type { Service } from '#libs/aws-wire';

/**
 * A class that serves operations of a service that has no paths, each by a method with `@Operation`. It is
 * written as a controller is, with `@Caller()`, `@Input()` and guards, and listed among its module's
 * `providers`, since not the router finds it but the dispatcher.
 */
export const WireService = DiscoveryService.createDecorator<Service>();
