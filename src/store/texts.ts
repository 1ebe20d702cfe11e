import type { AssemblyId } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Text, TextId, WrittenText } from '../record/texts.ts'
import type { Query, Tx } from './transaction.ts'

export async function insertTexts(tx: Tx, assembly: AssemblyId, texts: readonly WrittenText[]): Promise<void> {
  if (texts.length === 0) return
  await tx(
    `insert into text (id, assembly, salt, body)
     select text, $1, salt, body from jsonb_to_recordset($2::jsonb) as row (text text, salt text, body text)`,
    [assembly, JSON.stringify(texts)],
  )
}

/** The bodies of texts, without those that are withheld or erased. */
export async function bodiesOf(query: Query, ids: readonly TextId[]): Promise<Map<TextId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await query<{ id: TextId; body: string }>(
    'select id, body from text where id = any($1) and body is not null and withheld is null',
    [ids],
  )
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** Texts as the record has them, in the order of `ids`. */
export async function recordedTexts(query: Query, ids: readonly TextId[]): Promise<Text[]> {
  interface Row {
    readonly id: TextId
    readonly salt: string
    readonly body: string | null
    readonly withheld: string | null
    readonly erased: string | null
  }
  const rows = await query<Row>('select id, salt, body, withheld, erased from text where id = any($1)', [ids])
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id): Text[] => {
    const row = found.get(id)
    if (!row) return []
    if (row.erased !== null) return [{ text: id, erased: row.erased }]
    if (row.withheld !== null) return [{ text: id, withheld: row.withheld }]
    return row.body === null ? [] : [{ text: id, salt: row.salt, body: row.body }]
  })
}

/** The assembly in which a text was written. Undefined: there is no such text. */
export async function assemblyOfText(query: Query, id: TextId): Promise<AssemblyId | undefined> {
  const [found] = await query<{ assembly: AssemblyId }>('select assembly from text where id = $1', [id])
  return found?.assembly
}

/**
 * Erases the words at their author's request; the chain still verifies, and says so. False: they were erased before. The
 * assembly has to be locked.
 */
export async function eraseText(tx: Tx, assembly: AssemblyId, id: TextId, at: Instant): Promise<boolean> {
  // The salt goes too: with it, anybody could test a guess of the words against the id.
  const erased = await tx(
    `update text set body = null, salt = '', erased = $3 where id = $1 and assembly = $2 and erased is null returning id`,
    [id, assembly, at],
  )
  if (erased.length === 0) return false
  await tx('update assembly set hushed = hushed + 1 where id = $1', [assembly])
  return true
}

/** The texts of an assembly that are not given out. */
export async function hushedTexts(query: Query, assembly: AssemblyId): Promise<TextId[]> {
  const rows = await query<{ id: TextId }>(
    'select id from text where assembly = $1 and (body is null or withheld is not null)',
    [assembly],
  )
  return rows.map(({ id }) => id)
}
