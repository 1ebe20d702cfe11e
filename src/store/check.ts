import type { ChainName } from '../domain/fact.ts'
import type { AssemblyId } from '../domain/id.ts'
import { faultInChain, headOf, startOf, type ChainFault, type Head } from '../record/chain.ts'
import { hashOf } from '../record/hash.ts'
import { textId, visitCited, type TextId } from '../record/texts.ts'
import { assemblies, chainEntries, chainHeads, standingOf } from './facts.ts'
import { recordedTexts } from './texts.ts'
import type { Query } from './transaction.ts'

/** What is wrong with a chain as the database has it. */
export type KeptFault =
  | { readonly code: 'kept/chain'; readonly chain: ChainName; readonly n: number; readonly fault: ChainFault }
  | { readonly code: 'kept/head'; readonly chain: ChainName }
  | { readonly code: 'kept/order'; readonly entries: number; readonly seq: number }
  | { readonly code: 'kept/text'; readonly chain: ChainName; readonly text: TextId }

export interface Checked {
  readonly assembly: AssemblyId
  readonly entries: number
  readonly texts: number
  readonly faults: readonly KeptFault[]
}

/** Verifies every chain of every assembly: each entry, each text against its id, each head. */
export async function checkChains(query: Query): Promise<Checked[]> {
  const checked: Checked[] = []
  for (const assembly of await assemblies(query)) checked.push(await checkAssembly(query, assembly))
  return checked
}

/** Reads every chain of one assembly, and checks its hashes and texts. */
export async function checkAssembly(query: Query, assembly: AssemblyId): Promise<Checked> {
  const standing = await standingOf(query, assembly)
  if (!standing) throw new Error(`there is no assembly ${assembly}`)
  const faults: KeptFault[] = []
  let [entries, texts] = [0, 0]
  for (const [chain, kept] of await chainHeads(query, assembly)) {
    let end: Head = startOf({ 'caucus-record': 1, assembly, chain, founded: standing.founded })
    const cited = new Set<TextId>()
    let after = 0
    for (const entry of await chainEntries(query, assembly, chain)) {
      const fault = faultInChain(end, entry, after, hashOf(entry))
      if (fault) faults.push({ code: 'kept/chain', chain, n: entry.n, fault })
      visitCited(entry.data, (id) => cited.add(id))
      end = headOf(entry)
      after = entry.after ?? after
      entries += 1
    }
    if (end.n !== kept.n || end.hash !== kept.hash || end.at !== kept.at) faults.push({ code: 'kept/head', chain })
    for (const text of await wrongTexts(query, [...cited])) faults.push({ code: 'kept/text', chain, text })
    texts += cited.size
  }
  if (entries !== standing.seq) faults.push({ code: 'kept/order', entries, seq: standing.seq })
  return { assembly, entries, texts, faults }
}

async function wrongTexts(query: Query, ids: readonly TextId[]): Promise<TextId[]> {
  const found = new Map((await recordedTexts(query, ids)).map((text) => [text.text, text]))
  return ids.filter((id) => {
    const text = found.get(id)
    return !text || ('body' in text && textId(text.salt, text.body) !== id)
  })
}
