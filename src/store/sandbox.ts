import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import { insertIdentity } from './people.ts'
import type { Query, Tx } from './transaction.ts'

// A sandbox is known by identities that no real assembly has. One is made with the assembly itself, the other when its
// script has been played to the end: a sandbox that was killed in between is left alone, and a new one is made.

/** Who founds a sandbox, and marks it. */
export const sandboxFounder = { platform: 'sandbox', workspace: '', user: 'founder' } as const
const whole = { ...sandboxFounder, user: 'sandbox' } as const

/** The sandbox is made, and people can play in it. */
export const markSandbox = async (tx: Tx, assembly: AssemblyId, somebody: MemberId, since: Instant): Promise<void> =>
  void (await insertIdentity(tx, assembly, whole, somebody, since))

/** The sandbox that people play in: the others were put away by a reset. */
export async function newestSandbox(query: Query): Promise<AssemblyId | undefined> {
  const [found] = await query<{ assembly: AssemblyId }>(
    'select assembly from identity where platform = $1 and "user" = $2 order by assembly desc limit 1',
    [whole.platform, whole.user],
  )
  return found?.assembly
}

/** Every sandbox, half made and put away ones too. None: what is in this database is real. */
export async function sandboxes(query: Query): Promise<ReadonlySet<AssemblyId>> {
  const rows = await query<{ assembly: AssemblyId }>('select assembly from identity where platform = $1', [
    whole.platform,
  ])
  return new Set(rows.map(({ assembly }) => assembly))
}

/** When a sandbox was there to be played in: what happened later, its visitors did. */
export async function playedSince(query: Query, assembly: AssemblyId): Promise<Instant | undefined> {
  const [row] = await query<{ since: Instant }>(
    'select since from identity where assembly = $1 and platform = $2 and "user" = $3',
    [assembly, whole.platform, whole.user],
  )
  return row?.since
}
