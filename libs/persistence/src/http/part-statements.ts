import {
  MoreThan,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * The statements of one noun below an HTTP or WebSocket API. `of` names what it is below: the API, or a route
 * or integration of it. The caller has checked who owns the API; writes come under its lock.
 */
export interface PartStatements<Part, Parent> {
  find(uow: UnitOfWork, of: Parent, id: string): Promise<Part | undefined>;
  /** The one that has these members, such as a name. */
  findBy(uow: UnitOfWork, of: Parent, members: Partial<Part>): Promise<Part | undefined>;
  /** In the order of their ids. */
  all(uow: UnitOfWork, of: Partial<Part>): Promise<Part[]>;
  list(uow: UnitOfWork, of: Parent, page: ListPage): Promise<Part[]>;
  insert(uow: UnitOfWork, parts: readonly Part[]): Promise<void>;
  update(uow: UnitOfWork, part: Part): Promise<void>;
  /** Whether there was one. */
  remove(uow: UnitOfWork, of: Parent, id: string): Promise<boolean>;
}

/**
 * Statements of a noun whose rows are its objects, member by member.
 *
 * @param parents the members that name what it is below; `id`, together with them, names one
 */
export function partStatements<Part extends ObjectLiteral, Parent extends keyof Part & string>(
  entity: EntityTarget<ObjectLiteral>,
  { parents, id }: { readonly parents: readonly Parent[]; readonly id: keyof Part & string },
): PartStatements<Part, Pick<Part, Parent>> {
  const rows = (uow: UnitOfWork) => repositoryOf(uow, entity);
  const within = (of: object): FindOptionsWhere<ObjectLiteral> => of;
  const order: FindOptionsOrder<ObjectLiteral> = Object.fromEntries(
    [...parents, id].map((member) => [member, 'ASC'] as const),
  );
  return {
    async find(uow, of, value) {
      return ((await rows(uow).findOneBy(within({ ...of, [id]: value }))) ?? undefined) as Part | undefined;
    },
    async findBy(uow, of, members) {
      return ((await rows(uow).findOneBy(within({ ...of, ...members }))) ?? undefined) as Part | undefined;
    },
    async all(uow, of) {
      return (await rows(uow).find({ where: within(of), order })) as Part[];
    },
    async list(uow, of, page) {
      const after = page.after === null ? {} : { [id]: MoreThan(page.after) };
      return (await rows(uow).find({
        where: within({ ...of, ...after }),
        order,
        take: page.count,
      })) as Part[];
    },
    async insert(uow, parts) {
      for (let start = 0; start < parts.length; start += ROWS_PER_STATEMENT) {
        await rows(uow).insert([...parts.slice(start, start + ROWS_PER_STATEMENT)] as never);
      }
    },
    async update(uow, part) {
      const keys: readonly string[] = [...parents, id];
      const key = Object.fromEntries(keys.map((member) => [member, part[member] as unknown]));
      const members = Object.entries(part).filter(([member]) => !keys.includes(member));
      await rows(uow).update(key, Object.fromEntries(members));
    },
    async remove(uow, of, value) {
      return (await rows(uow).delete(within({ ...of, [id]: value }))).affected === 1;
    },
  };
}

/** A statement takes at most 65,535 parameters, and the widest row has 21. */
const ROWS_PER_STATEMENT = 1000;
