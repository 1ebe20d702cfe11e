import type { AssemblyId, MemberId, SeatId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Query, Tx } from './transaction.ts'

/** Who somebody is on a platform. `workspace`: a team, a guild, or '' where a platform has none. */
export interface Identity {
  readonly platform: string
  readonly workspace: string
  readonly user: string
}

/** One person in one assembly. Everything but the id is theirs to change. */
export interface Person {
  readonly id: MemberId
  readonly assembly: AssemblyId
  readonly name: string
  readonly organisation: string | null
  readonly region: string | null
  readonly language: string | null
  /** IANA time zone. */
  readonly zone: string | null
  readonly showName: boolean
}

const columns = 'id, assembly, name, organisation, region, language, zone, show_name as "showName"'

/** Makes a person, known on a platform by `identity`. False: somebody else has that identity in this assembly. */
export async function insertPerson(
  tx: Tx,
  { id, assembly, name, since }: Pick<Person, 'id' | 'assembly' | 'name'> & { readonly since: Instant },
  identity: Identity | undefined,
): Promise<boolean> {
  if (identity && !(await insertIdentity(tx, assembly, identity, id, since))) return false
  await tx('insert into person (id, assembly, name, since) values ($1, $2, $3, $4)', [id, assembly, name, since])
  return true
}

export async function insertIdentity(
  tx: Tx,
  assembly: AssemblyId,
  identity: Identity,
  person: MemberId,
  since: Instant,
): Promise<boolean> {
  const made = await tx(
    `insert into identity (assembly, platform, workspace, "user", person, since) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning person`,
    [assembly, identity.platform, identity.workspace, identity.user, person, since],
  )
  return made.length === 1
}

export async function personOf(
  query: Query,
  assembly: AssemblyId,
  { platform, workspace, user }: Identity,
): Promise<MemberId | undefined> {
  const [found] = await query<{ person: MemberId }>(
    'select person from identity where assembly = $1 and platform = $2 and workspace = $3 and "user" = $4',
    [assembly, platform, workspace, user],
  )
  return found?.person
}

export async function peopleOf(query: Query, assembly: AssemblyId): Promise<Person[]> {
  return await query<Person>(`select ${columns} from person where assembly = $1 order by id`, [assembly])
}

export async function identitiesOf(query: Query, person: MemberId): Promise<Identity[]> {
  return await query<Identity>('select platform, workspace, "user" from identity where person = $1 order by since', [
    person,
  ])
}

/** Who is known on a platform in an assembly: the person, and who they are there. */
export async function knownOn(
  query: Query,
  assembly: AssemblyId,
  platform: string,
): Promise<{ readonly person: MemberId; readonly user: string }[]> {
  return await query('select person, "user" from identity where assembly = $1 and platform = $2', [assembly, platform])
}

/** All identities of one person become another's, and the first is no more. */
export async function joinPeople(tx: Tx, gone: MemberId, stays: MemberId): Promise<void> {
  await tx('update identity set person = $2 where person = $1', [gone, stays])
  await tx('delete from person where id = $1', [gone])
}

export async function keepLinkCode(
  tx: Tx,
  row: { hash: string; assembly: AssemblyId; person: MemberId; expires: Instant },
): Promise<void> {
  await tx('delete from link_code where person = $1', [row.person])
  await tx('insert into link_code (hash, assembly, person, expires) values ($1, $2, $3, $4)', [
    row.hash,
    row.assembly,
    row.person,
    row.expires,
  ])
}

/** The assembly in which a code was given. */
export async function linkCodeIn(query: Query, hash: string): Promise<AssemblyId | undefined> {
  const [found] = await query<{ assembly: AssemblyId }>('select assembly from link_code where hash = $1', [hash])
  return found?.assembly
}

/** Whose code this is; it is used up by asking. */
export async function takeLinkCode(
  tx: Tx,
  assembly: AssemblyId,
  hash: string,
  now: Instant,
): Promise<MemberId | undefined> {
  const [found] = await tx<{ person: MemberId; expires: Instant }>(
    'delete from link_code where hash = $1 and assembly = $2 returning person, expires',
    [hash, assembly],
  )
  return found && found.expires > now ? found.person : undefined
}

export async function keepAway(
  tx: Tx,
  assembly: AssemblyId,
  seat: SeatId,
  member: MemberId,
  since: Instant | undefined,
): Promise<void> {
  if (since === undefined) await tx('delete from away where seat = $1', [seat])
  else
    await tx('insert into away (seat, assembly, member, since) values ($1, $2, $3, $4) on conflict (seat) do nothing', [
      seat,
      assembly,
      member,
      since,
    ])
}
