import type { Instant } from '../domain/instant.ts'
import type { Actor } from '../domain/may.ts'
import type { Query, Tx } from './transaction.ts'

// The key of the event that brought an act. However often a platform delivers it, it is done once, and answered alike.

/** True: the act is ours to do. Else what it came to when it was done; waits while another delivery is doing it. */
export async function claimKey(
  tx: Tx,
  by: Actor,
  key: string,
  at: Instant,
): Promise<true | { readonly result: unknown }> {
  const mine = await tx(
    'insert into act_key ("by", key, at) values ($1, $2, $3) on conflict do nothing returning key',
    [by, key, at],
  )
  if (mine.length === 1) return true
  const [kept] = await tx<{ result: unknown }>('select result from act_key where "by" = $1 and key = $2', [by, key])
  return { result: kept?.result }
}

export async function keepResult(tx: Tx, by: Actor, key: string, result: object): Promise<void> {
  await tx('update act_key set result = $3 where "by" = $1 and key = $2', [by, key, JSON.stringify(result)])
}

/** Forgets the keys of acts before `at`: platforms redeliver for hours, not for days. */
export async function forgetKeys(query: Query, at: Instant): Promise<void> {
  await query('delete from act_key where at < $1', [at])
}
