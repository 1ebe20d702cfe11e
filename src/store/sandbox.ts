import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { insertIdentity } from './people.ts'
import type { Query, Tx } from './transaction.ts'

// A sandbox is marked by an identity that no real assembly has.

const mark = { platform: 'sandbox', workspace: '', user: 'sandbox' } as const

/** The sandbox that people play in: the others were put away by a reset. Undefined: what is in this database is real. */
export async function newestSandbox(query: Query): Promise<AssemblyId | undefined> {
  const [found] = await query<{ assembly: AssemblyId }>(
    'select assembly from identity where platform = $1 order by assembly desc limit 1',
    [mark.platform],
  )
  return found?.assembly
}

export const markSandbox = async (tx: Tx, assembly: AssemblyId, somebody: MemberId, since: Instant): Promise<void> =>
  void (await insertIdentity(tx, assembly, mark, somebody, since))
