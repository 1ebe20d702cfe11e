import pg from 'pg'
import { worker, type WayIn } from './way-in.ts'

/**
 * Caucus works as an ordinary role in a database that it owns. The superuser may have the server read and write files of
 * the machine, so it sets up, holds the lease, and does nothing else.
 */
export async function prepareRoles(client: pg.Client, way: WayIn): Promise<void> {
  const role = pg.escapeIdentifier(worker)
  const { rowCount: known } = await client.query('select from pg_roles where rolname = $1', [worker])
  if (known === 0) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole noreplication`)
  if (way.password) await client.query(`alter role ${role} password ${pg.escapeLiteral(way.password())}`)
  const { rowCount: made } = await client.query('select from pg_database where datname = $1', [worker])
  if (made === 0) await client.query(`create database ${role} owner ${role}`)
  await client.query('revoke connect on database postgres from public')
}
