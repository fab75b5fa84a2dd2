import type { UnitOfWork } from '#libs/persistence';
import type { ContextValues } from './context-values.js';
import type { Permission } from './permission.js';

type ContextValue = (key: string) => string | readonly string[] | undefined;

/** Of a resource as it is, which somebody has to read first. */
const isStored = (key: string): boolean =>
  /^(aws:resourcetag\/|iam:resourcetag\/|apigateway:resource\/)/.test(key);

/**
 * Condition keys of one permission: those of every call, those that the request gives, and those of the
 * resource, which are read when a policy has asked for one.
 */
export class PermissionContext {
  private given: ContextValues | null = null;
  private stored: ContextValues | null = null;
  private asksForStored = false;
  /** Whether a setting was asked for that the request gives. */
  asksForGiven = false;

  constructor(
    private readonly ofCall: ContextValue,
    private readonly permission: Permission,
  ) {}

  readonly value: ContextValue = (key) => {
    if (isStored(key)) {
      this.asksForStored ||= this.stored === null;
      return this.stored?.[key];
    }
    const value = this.ofCall(key);
    if (value !== undefined) return value;
    this.asksForGiven ||= key.startsWith('apigateway:request/');
    this.given ??= this.permission.given?.() ?? {};
    return this.given[key];
  };

  /** Reads what was asked for and is not known yet. False when nothing was, so that a decision stands. */
  async readAskedFor(read: <T>(work: (uow: UnitOfWork) => Promise<T>) => Promise<T>): Promise<boolean> {
    if (!this.asksForStored || this.stored !== null) return false;
    const { stored } = this.permission;
    this.stored = stored ? await read(stored) : {};
    return true;
  }
}
