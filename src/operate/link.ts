import { hashOf, newToken } from '../../adapters/web/session.ts'
import type { Acting } from '../acts/acting.ts'
import { forReading } from '../acts/for-reading.ts'
import { introduce } from '../acts/people.ts'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { personId } from '../port/id.ts'
import { standingOf } from '../store/facts.ts'
import { identitiesOf, insertIdentity, peopleOf } from '../store/people.ts'
import { inTransaction } from '../store/transaction.ts'
import { webChatRows } from '../store/web-chat.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import type { Operating } from './operating.ts'
import { refusalSentence } from './told.ts'

/** How long a sign-in link can be used, in days. */
export const linkDays = 7

/** A sign-in link for a person, by name; who is not there yet is made known first. */
export async function linkFor(operating: Operating, assembly: AssemblyId, name: string): Promise<number> {
  const { acting, print } = operating
  const standing = await standingOf(acting.query, assembly)
  const refusal = standing && forReading(standing)
  if (refusal) {
    print(await refusalSentence(acting, refusal, assembly))
    return 1
  }
  const found = (await peopleOf(acting.query, assembly)).filter(
    (person) => person.name.toLowerCase() === name.toLowerCase() || person.id === name,
  )
  if (found.length > 1) {
    print(label(say('operator/several', { name })))
    for (const person of found) print(`  ${person.id} ${person.name}`)
    return 2
  }
  const member = found[0]?.id ?? (await introduce(acting, assembly, name))
  await handLink(operating, assembly, member, found[0]?.name ?? name)
  return 0
}

/** Makes the person known on the web chat, and prints a link with which they sign in there, once. */
export async function handLink(
  { acting, print, address }: Operating,
  assembly: AssemblyId,
  member: MemberId,
  name: string,
): Promise<void> {
  const link = await newLink(acting, assembly, member, address)
  print(label(say('operator/link', { name, days: linkDays })))
  print(`  ${link}`)
}

/** A link with which a member signs in on the web chat, once, within `linkDays`. Only its hash is kept. */
export async function newLink(
  acting: Acting,
  assembly: AssemblyId,
  member: MemberId,
  address: string,
): Promise<string> {
  const known = (await identitiesOf(acting.query, member)).find(({ platform }) => platform === 'web')
  if (!known)
    await inTransaction(
      acting.store.pool,
      async (tx) =>
        await insertIdentity(tx, assembly, { platform: 'web', workspace: '', user: member }, member, acting.now()),
    )
  const token = newToken()
  const now = acting.now()
  await webChatRows(acting.store, () => assembly).makeLink(
    hashOf(token),
    personId.parse(known?.user ?? member),
    now,
    plus(now, { days: linkDays }),
  )
  return `${address}/sign-in/${token}`
}
