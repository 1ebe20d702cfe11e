import type { ChainName } from '../domain/fact.ts'
import type { AssemblyId } from '../domain/id.ts'
import { linesOf } from '../record/file.ts'
import { visitCited, type Text, type TextId } from '../record/texts.ts'
import { chainEntries, exportedAt, standingOf } from '../store/facts.ts'
import { recordedTexts } from '../store/texts.ts'
import type { Query } from '../store/transaction.ts'
import type { Acting } from './acting.ts'

/**
 * The lines of one chain's record, without their line ends. Undefined: there is no such assembly. Who may have a caucus's
 * chain, the caller asks of the domain: this only writes it down.
 */
export async function exportChain(
  acting: Acting,
  assembly: AssemblyId,
  chain: ChainName,
): Promise<Iterable<string> | undefined> {
  const { query, now } = acting
  const standing = await standingOf(query, assembly)
  if (!standing) return undefined
  const entries = await chainEntries(query, assembly, chain)
  const texts = await citedTexts(
    query,
    entries.map(({ data }) => data),
  )
  // A copy stays the copy of that moment: what was noted later is not missing from it.
  const exported = (await exportedAt(query, assembly, chain)) ?? now()
  const header = { 'caucus-record': 1, assembly, chain, founded: standing.founded, exported } as const
  return linesOf(header, entries, (id) => texts.get(id) ?? lost(id))
}

async function citedTexts(query: Query, data: readonly object[]): Promise<Map<TextId, Text>> {
  const cited = new Set<TextId>()
  for (const each of data) visitCited(each, (id) => cited.add(id))
  return new Map((await recordedTexts(query, [...cited])).map((text) => [text.text, text]))
}

function lost(id: TextId): never {
  throw new Error(`the text ${id} is cited and not kept`)
}
