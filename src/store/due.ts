import type { AssemblyId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Query, Tx } from './transaction.ts'

/** Keeps when the clock has to act next for an assembly; undefined is never. */
export async function keepDue(tx: Tx, assembly: AssemblyId, at: Instant | undefined): Promise<void> {
  if (at === undefined) await tx('delete from due where assembly = $1', [assembly])
  else
    await tx(
      `insert into due (assembly, at) values ($1, $2) on conflict (assembly) do update set at = excluded.at
        where due.at <> excluded.at`,
      [assembly, at],
    )
}

/** The assemblies for which the clock has to act by `now`, longest waiting first. */
export async function dueBy(query: Query, now: Instant): Promise<AssemblyId[]> {
  const rows = await query<{ assembly: AssemblyId }>('select assembly from due where at <= $1 order by at', [now])
  return rows.map(({ assembly }) => assembly)
}
