import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Query, Tx } from './transaction.ts'

/** Something to tell one person. The key names its occasion: the same is told once. */
export interface Notice {
  readonly key: string
  readonly assembly: AssemblyId
  readonly recipient: MemberId
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Makes notices; returns the keys of those that were not made before. */
export async function makeNotices(tx: Tx, notices: readonly Notice[], made: Instant): Promise<string[]> {
  if (notices.length === 0) return []
  const fresh = await tx<{ key: string }>(
    `insert into notice (key, assembly, recipient, kind, data, made)
     select key, assembly, recipient, kind, data, $2
       from jsonb_to_recordset($1::jsonb) as row (key text, assembly text, recipient text, kind text, data jsonb)
     on conflict do nothing returning key`,
    [JSON.stringify(notices), made],
  )
  return fresh.map(({ key }) => key)
}

/** A notice that waits to be told. Undefined: it was told, or was never made. */
export async function waitingNotice(query: Query, key: string): Promise<Notice | undefined> {
  const [found] = await query<Notice>(
    'select key, assembly, recipient, kind, data from notice where key = $1 and delivered is null',
    [key],
  )
  return found
}

export async function waitingNotices(query: Query): Promise<string[]> {
  const rows = await query<{ key: string }>('select key from notice where delivered is null order by made, key')
  return rows.map(({ key }) => key)
}

export async function keepDelivered(query: Query, key: string, at: Instant): Promise<void> {
  await query('update notice set delivered = $2 where key = $1', [key, at])
}
