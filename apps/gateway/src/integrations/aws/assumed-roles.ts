import type { SigningCredentials } from '#libs/sigv4';
import type { Logger } from '#libs/telemetry';
import { RenewedSession } from './renewed-session.js';

/** Credentials of a role, and until when they are good. */
export interface RoleSession {
  readonly credentials: SigningCredentials;
  readonly expiresAtMs: number;
}

/** Asks for a session of a role. Rejects when there is none to be had. */
export type AssumeRole = (roleArn: string, region: string) => Promise<RoleSession>;

export interface AssumedRolesOptions {
  readonly assume: AssumeRole;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Renewed so long before the end, while requests go on with what there is. */
const renewBeforeMs = 5 * 60_000;
/** More roles than this only when a mapping makes them up; the longest known is forgotten. */
const rolesMax = 1_000;

/** The sessions of the roles that integrations name, each renewed by itself. */
export class AssumedRoles {
  private readonly roles = new Map<string, RenewedSession<SigningCredentials>>();

  constructor(private readonly options: AssumedRolesOptions) {}

  /** A promise only when there is no session to use; it rejects when none can be had. */
  credentials(roleArn: string, region: string): SigningCredentials | Promise<SigningCredentials> {
    const present = this.roles.get(roleArn);
    if (present) return present.current();
    if (this.roles.size >= rolesMax) this.roles.delete(this.roles.keys().next().value!);
    const role = this.newRole(roleArn, region);
    this.roles.set(roleArn, role);
    return role.current();
  }

  private newRole(roleArn: string, region: string): RenewedSession<SigningCredentials> {
    const { assume, log, now = Date.now } = this.options;
    return new RenewedSession({
      ask: async () => {
        const session = await assume(roleArn, region);
        return { ...session, renewAtMs: session.expiresAtMs - renewBeforeMs };
      },
      onFailure: (error, usable) => {
        if (usable) log.warn('the session of a role could not be renewed', { roleArn, error });
      },
      now,
    });
  }
}
