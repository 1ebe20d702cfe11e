import type { World } from '../domain/world.ts'
import { account, type Account } from './account.ts'
import { extend } from './chain.ts'
import type { Hash } from './hash.ts'
import { checkHeads, faultInPair, type HeadFault } from './heads.ts'
import { read, type ReadFault, type Reading, type RecordFile, type Wrong } from './read.ts'
import type { CountFault } from './recount.ts'
import { replay, type ReplayFault } from './replay.ts'
import type { Text, TextId } from './texts.ts'

export type FileName = 'record' | 'public' | 'since'
export type Fault = ReadFault | ReplayFault | CountFault | HeadFault | SinceFault
export type SinceFault =
  | { readonly code: 'since/other-chain' }
  | { readonly code: 'since/taken-away'; readonly n: number; readonly head: Hash }
/** Why nothing was judged at all. */
export type Unjudged = 'not-a-record' | 'needs-public' | 'needs-no-public'

/** How many entries a second: of the reading (steps 1 to 3) and of the replay (4 and 5), all files together. */
export interface Rates {
  readonly entries: number
  readonly reading: number
  readonly replaying: number
}

export type Verdict =
  | {
      readonly is: 'valid'
      readonly record: RecordFile
      /** Of all files together: a caucus's record cites what the public one has. */
      readonly texts: ReadonlyMap<TextId, Text>
      readonly account: Account
      readonly rates: Rates
    }
  | {
      readonly is: 'wrong'
      readonly file: FileName
      readonly wrong: Wrong<Fault>
      /** The names of the caucuses, as far as the wrong entry's chain had come. */
      readonly caucuses?: ReadonlyMap<string, string>
    }
  | { readonly is: 'not judged'; readonly file: FileName; readonly why: Unjudged }

/** The lines of each file that was handed in. */
export interface Files {
  readonly record: Iterable<string>
  readonly public?: Iterable<string>
  readonly since?: Iterable<string>
}

/** The steps of record.md, in order. `clock` gives milliseconds, for the rates. */
export function verify(files: Files, clock: () => number): Verdict {
  const started = clock()

  // 1 the shape of every line · 2 the chain · 3 every text against its id
  const own = read(files.record)
  if (own.is !== 'record') return unread('record', own)
  const { record } = own
  const isPublic = record.header.chain === 'public'
  if (isPublic && files.public) return { is: 'not judged', file: 'public', why: 'needs-no-public' }
  if (!isPublic && !files.public) return { is: 'not judged', file: 'record', why: 'needs-public' }
  const besides = files.public && read(files.public)
  if (besides && besides.is !== 'record') return unread('public', besides)
  const older = files.since && read(files.since)
  if (older && older.is !== 'record') return unread('since', older)
  const readIn = clock() - started

  // 6 a caucus's file needs the public one of the same assembly: the replay reads both
  const publicRecord = besides?.record ?? record
  const unpaired = besides && faultInPair(record, publicRecord)
  if (unpaired) return { is: 'wrong', file: 'public', wrong: { step: 6, line: 1, why: unpaired } }

  // 4 facts replayed through `allows` · 5 tallies recounted and advice recomputed
  const resumed = clock()
  const replayed = replay(publicRecord, besides && record)
  if (!replayed.ok) {
    const file = replayed.chain === record.header.chain ? 'record' : 'public'
    return { is: 'wrong', file, wrong: replayed.wrong, caucuses: caucusNames(replayed.world, publicRecord) }
  }
  const replayedIn = clock() - resumed

  // 6 every head that the public chain notes of this caucus
  const heads = besides && checkHeads(record, publicRecord, replayed.replayed.world)
  if (heads && !heads.ok) return { is: 'wrong', file: 'record', wrong: heads.wrong }

  // 7 the older file's last head stands in this chain: nothing was taken away
  const taken = older && takenAway(older.record, record)
  if (taken) return { is: 'wrong', file: 'record', wrong: { step: 7, why: taken } }

  const entries = record.entries.length + (besides?.record.entries.length ?? 0)
  const read1to3 = entries + (older?.record.entries.length ?? 0)
  return {
    is: 'valid',
    record,
    texts: besides ? new Map([...besides.record.texts, ...record.texts]) : record.texts,
    account: account(record, replayed.replayed, heads?.noted, older?.record),
    rates: { entries, reading: perSecond(read1to3, readIn), replaying: perSecond(entries, replayedIn) },
  }
}

function caucusNames({ assembly }: World, { texts }: RecordFile): ReadonlyMap<string, string> {
  const all = assembly.charters.at(-1)?.caucuses ?? []
  return new Map(
    all.flatMap(({ id, name }) => {
      const text = texts.get(name.text)
      return text && 'body' in text ? [[id, text.body]] : []
    }),
  )
}

const perSecond = (entries: number, ms: number): number => Math.round((entries * 1000) / Math.max(ms, 1))

function unread(file: FileName, reading: Exclude<Reading, { readonly is: 'record' }>): Verdict {
  if (reading.is === 'not a record') return { is: 'not judged', file, why: 'not-a-record' }
  return { is: 'wrong', file, wrong: reading.wrong }
}

function takenAway(older: RecordFile, newer: RecordFile): SinceFault | undefined {
  if (older.start !== newer.start) return { code: 'since/other-chain' }
  const hashes = newer.entries.map((entry) => entry.hash)
  if (extend({ start: older.start, head: older.head }, { start: newer.start, hashes })) return undefined
  return { code: 'since/taken-away', n: older.head.n, head: older.head.hash }
}
