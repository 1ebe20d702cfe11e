import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCharter } from '../../commands/assembly.ts'
import type { Acting } from '../acts/acting.ts'
import { erase } from '../acts/erase.ts'
import { exportChain } from '../acts/export.ts'
import { found } from '../acts/found.ts'
import { introduce } from '../acts/people.ts'
import { perform } from '../acts/perform.ts'
import { rebuild } from '../acts/rebuild.ts'
import { loadScene } from '../acts/scene.ts'
import { filledSeatsDiffer } from '../domain/assembly.ts'
import type { ChainName } from '../domain/fact.ts'
import { memberId, type AssemblyId, type MemberId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { chairsOf } from '../domain/members.ts'
import { textRef } from '../domain/text.ts'
import { charterOf } from '../domain/world.ts'
import { personId } from '../port/id.ts'
import { recordPage } from '../record-page.ts'
import { backUp } from '../store/backup.ts'
import { checkChains } from '../store/check.ts'
import { assemblies } from '../store/facts.ts'
import { waitingNotices } from '../store/notices.ts'
import { identitiesOf, insertIdentity, peopleOf } from '../store/people.ts'
import { staleCards } from '../store/stale.ts'
import { inTransaction } from '../store/transaction.ts'
import { webChatRows } from '../store/web-chat.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'

/** What an operator asks for at the command line, with where answers go. */
export interface Operating {
  readonly acting: Acting
  readonly print: (line: string) => void
  /** How people reach the chat, for the links that are handed out. */
  readonly address: string
  /** Jobs that could not be done, for the doctor; empty where no queue runs. */
  readonly failed: () => Promise<number>
}

export const operatorCommands = [
  'doctor',
  'found',
  'export',
  'backup',
  'rebuild',
  'link',
  'mend-charter',
  'erase',
] as const
export type OperatorCommand = (typeof operatorCommands)[number]
export const isOperatorCommand = (word: string): word is OperatorCommand => operatorCommands.some((one) => one === word)

/** Does one operator command. Exit code: 0 done, 1 something is wrong, 2 it was not asked rightly. */
export async function operate(
  command: OperatorCommand,
  args: readonly string[],
  operating: Operating,
): Promise<number> {
  const { acting, print } = operating
  const [first, second, ...rest] = args
  switch (command) {
    case 'doctor':
      return await doctor(operating)
    case 'rebuild':
      print(label(say('operator/rebuilt', { assemblies: await rebuild(acting) })))
      return 0
    case 'backup':
      if (!first) return usage(operating)
      print(label(say('operator/backed-up', { rows: await backUp(acting.store, first), file: first })))
      return 0
    case 'found':
      return first && second ? await foundAssembly(operating, first, second) : usage(operating)
    case 'export':
      return first ? await exportAll(operating, first) : usage(operating)
    case 'link':
      return first
        ? await link(operating, [first, second, ...rest].filter((word) => word !== undefined).join(' '))
        : usage(operating)
    case 'erase':
      return first ? await eraseText(operating, first) : usage(operating)
    case 'mend-charter':
      return first && second ? await mendCharter(operating, first, [second, ...rest]) : usage(operating)
  }
}

function usage({ print }: Operating): 2 {
  print(label(say('operator/usage')))
  return 2
}

/** What is wrong, and how to mend it; and what is only worth knowing. */
async function doctor({ acting, print, failed }: Operating): Promise<number> {
  let wrong = 0
  const finds = (sentence: string) => {
    wrong += 1
    print(`✗ ${sentence}`)
  }
  const all = await checkChains(acting.query)
  for (const { assembly, entries, texts, faults } of all) {
    const loaded = await loadScene(acting, assembly)
    if (!loaded) continue
    const { world, rows } = loaded
    const charter = charterOf(world.assembly)
    const name = rows.read(charter.name) ?? assembly
    if (faults.length > 0)
      finds(label(say('operator/chain-wrong', { name, faults: faults.length, first: faults[0]?.code ?? '' })))
    else print(`✓ ${label(say('operator/chains-right', { name, entries, texts }))}`)
    if (chairsOf(world.assembly, 'plenary').length === 0) finds(label(say('operator/no-plenary-chair', { name })))
    for (const caucus of charter.caucuses) {
      if (chairsOf(world.assembly, caucus.id).length === 0)
        print(`· ${label(say('operator/no-chair', { name: rows.read(caucus.name) ?? caucus.key }))}`)
    }
    for (const { caucus, filled, seats } of filledSeatsDiffer(world.assembly)) {
      const named = charter.caucuses.find(({ id }) => id === caucus)
      print(`· ${label(say('operator/seats', { name: (named && rows.read(named.name)) ?? '', filled, seats }))}`)
    }
  }
  if (all.length === 0) print(`· ${label(say('operator/nothing-yet'))}`)
  const [stale, waiting, dead] = [
    (await staleCards(acting.query)).length,
    (await waitingNotices(acting.query)).length,
    await failed(),
  ]
  if (dead > 0) finds(label(say('operator/jobs-failed', { jobs: dead })))
  if (stale + waiting > 0) print(`· ${label(say('operator/waiting', { cards: stale, notices: waiting }))}`)
  print(label(say(wrong === 0 ? 'operator/well' : 'operator/unwell', { wrong })))
  return wrong === 0 ? 0 : 1
}

async function foundAssembly(
  { acting, print, address }: Operating,
  file: string,
  secretariat: string,
): Promise<number> {
  const read = readCharter(await readFile(file, 'utf8'))
  if (!read.ok) {
    for (const { line, key, says } of read.slips)
      print(label(say('play/slip', { file, line, key: key === '' ? 'none' : key, says })))
    return 2
  }
  const founded = await found(acting, {
    act: { type: 'found assembly', charter: read.charter },
    founder: { name: secretariat },
    key: `found ${randomBytes(8).toString('hex')}`,
  })
  if (!founded.ok) return refusedWith(print, founded.refusal.code)
  print(label(say('operator/founded', { name: read.charter.name, caucuses: read.charter.caucuses.length })))
  await handLink(acting, print, address, founded.assembly, founded.member, secretariat)
  return 0
}

/** Every chain as a file and as a page to print. A caucus's record belongs to the caucus: whoever exports it answers for that. */
async function exportAll({ acting, print }: Operating, folder: string): Promise<number> {
  for (const assembly of await assemblies(acting.query)) {
    const loaded = await loadScene(acting, assembly)
    if (!loaded) continue
    const chains: readonly (readonly [ChainName, string])[] = [
      ['public', 'public'],
      ...charterOf(loaded.world.assembly).caucuses.map(({ id, key }) => [id, key] as const),
    ]
    const publicLines = [...((await exportChain(acting, assembly, 'public')) ?? [])]
    for (const [chain, name] of chains) {
      const lines = await exportChain(acting, assembly, chain)
      if (!lines) continue
      const file = join(folder, `${assembly}-${name}`)
      const whole = [...lines]
      await writeFile(`${file}.jsonl`, [...whole, ''].join('\n'), { mode: chain === 'public' ? 0o644 : 0o600 })
      const html = recordPage(whole, chain === 'public' ? undefined : publicLines)
      if (html !== undefined) await writeFile(`${file}.html`, html, { mode: chain === 'public' ? 0o644 : 0o600 })
      print(label(say('operator/exported', { file: `${file}.jsonl` })))
    }
  }
  return 0
}

/** A sign-in link for a person, by name; who is not there yet is made known first. */
async function link({ acting, print, address }: Operating, name: string): Promise<number> {
  const [assembly, ...others] = await assemblies(acting.query)
  if (!assembly || others.length > 0) return refusedWith(print, 'operator/which-assembly')
  const found = (await peopleOf(acting.query, assembly)).filter(
    (person) => person.name.toLowerCase() === name.toLowerCase() || person.id === name,
  )
  if (found.length > 1) {
    print(label(say('operator/several', { name })))
    for (const person of found) print(`  ${person.id} ${person.name}`)
    return 2
  }
  const member = found[0]?.id ?? (await introduce(acting, assembly, name))
  await handLink(acting, print, address, assembly, member, found[0]?.name ?? name)
  return 0
}

const linkDays = 7

async function handLink(
  acting: Acting,
  print: Operating['print'],
  address: string,
  assembly: AssemblyId,
  member: MemberId,
  name: string,
): Promise<void> {
  const known = (await identitiesOf(acting.query, member)).some(({ platform }) => platform === 'web')
  if (!known)
    await inTransaction(
      acting.store.pool,
      async (tx) =>
        await insertIdentity(tx, assembly, { platform: 'web', workspace: '', user: member }, member, acting.now()),
    )
  const token = randomBytes(32).toString('base64url')
  const now = acting.now()
  const rows = webChatRows(acting.store, () => assembly)
  await rows.makeLink(
    createHash('sha256').update(token).digest('hex'),
    personId.parse(memberId.parse(member)),
    now,
    plus(now, { days: linkDays }),
  )
  print(label(say('operator/link', { name, days: linkDays })))
  print(`  ${address}/sign-in/${token}`)
}

/** The repair that no vote can block (procedure 1, charter): made here, said on the record, with the rounds it applies to. */
async function mendCharter({ acting, print }: Operating, file: string, words: readonly string[]): Promise<number> {
  const [assembly, ...others] = await assemblies(acting.query)
  if (!assembly || others.length > 0) return refusedWith(print, 'operator/which-assembly')
  const read = readCharter(await readFile(file, 'utf8'))
  if (!read.ok) {
    for (const { line, key, says } of read.slips)
      print(label(say('play/slip', { file, line, key: key === '' ? 'none' : key, says })))
    return 2
  }
  const loaded = await loadScene(acting, assembly)
  const rounds = [...(loaded?.world.assembly.proposals.values() ?? [])].flatMap(({ id, rounds: all }) => {
    const last = all.at(-1)
    return last && !last.recalled ? [{ proposal: id, round: last.number }] : []
  })
  const act = { type: 'mend charter', charter: read.charter, reason: words.join(' '), rounds } as const
  const outcome = await perform(acting, {
    assembly,
    by: 'operator',
    act,
    key: `mend ${randomBytes(8).toString('hex')}`,
  })
  if (!outcome.ok) return refusedWith(print, outcome.refusal.code)
  print(label(say('operator/mended', { rounds: rounds.length })))
  return 0
}

/** Erases a text at its author's request: the record keeps its id, says that it was erased, and still verifies. */
async function eraseText({ acting, print }: Operating, id: string): Promise<number> {
  const [assembly, ...others] = await assemblies(acting.query)
  if (!assembly || others.length > 0) return refusedWith(print, 'operator/which-assembly')
  const known = textRef.safeParse({ text: id })
  if (!known.success) return usage({ acting, print, address: '', failed: async () => await Promise.resolve(0) })
  await erase(acting, assembly, known.data)
  print(label(say('operator/erased', { id })))
  return 0
}

function refusedWith(print: Operating['print'], code: string): 1 {
  print(label(say('operator/refused', { code })))
  return 1
}
