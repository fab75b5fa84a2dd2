import type { SigningCredentials } from '#libs/sigv4';
import type { Logger } from '#libs/telemetry';

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
/** Not used any more so long before the end: the service's clock may be ahead. */
const unusableBeforeMs = 30_000;
/** After a refusal nobody asks for so long: a role that cannot be had must not cost a call per request. */
const pauseAfterFailureMs = 1_000;
/** More roles than this only when a mapping makes them up; the longest known is forgotten. */
const rolesMax = 1_000;

interface Role {
  session: RoleSession | null;
  asking: Promise<SigningCredentials> | null;
  failure: { readonly error: Error; readonly untilMs: number } | null;
}

/**
 * The sessions of the roles that integrations name: asked for once however many requests wait, kept, and
 * renewed before they end.
 */
export class AssumedRoles {
  private readonly roles = new Map<string, Role>();
  private readonly now: () => number;

  constructor(private readonly options: AssumedRolesOptions) {
    this.now = options.now ?? Date.now;
  }

  /** A promise only when there is no session to use; it rejects when none can be had. */
  credentials(roleArn: string, region: string): SigningCredentials | Promise<SigningCredentials> {
    const role = this.roleOf(roleArn);
    const leftMs = role.session === null ? 0 : role.session.expiresAtMs - this.now();
    if (role.session === null || leftMs <= unusableBeforeMs) return this.ask(role, roleArn, region);
    if (leftMs <= renewBeforeMs) {
      this.ask(role, roleArn, region).catch((error: unknown) =>
        this.options.log.warn('the session of a role could not be renewed', { roleArn, error }),
      );
    }
    return role.session.credentials;
  }

  private roleOf(roleArn: string): Role {
    const present = this.roles.get(roleArn);
    if (present) return present;
    if (this.roles.size >= rolesMax) this.roles.delete(this.roles.keys().next().value!);
    const role: Role = { session: null, asking: null, failure: null };
    this.roles.set(roleArn, role);
    return role;
  }

  private ask(role: Role, roleArn: string, region: string): Promise<SigningCredentials> {
    if (role.asking) return role.asking;
    if (role.failure && this.now() < role.failure.untilMs) return Promise.reject(role.failure.error);
    role.asking = this.options.assume(roleArn, region).then(
      (session) => {
        Object.assign(role, { session, asking: null, failure: null });
        return session.credentials;
      },
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        Object.assign(role, {
          asking: null,
          failure: { error, untilMs: this.now() + pauseAfterFailureMs },
        });
        throw error;
      },
    );
    return role.asking;
  }
}
