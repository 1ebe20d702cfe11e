import { actData, type Act, type ActType } from '../src/domain/act.ts'
import type { Place } from '../src/domain/id.ts'
import { may } from '../src/domain/may.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import { line, type Card, type Press } from '../src/port/card.ts'
import { nameOf, type CommandDeclaration, type Here } from '../src/port/command.ts'
import type { GivenAnswers } from '../src/port/form.ts'
import type { MessageId } from '../src/port/id.ts'
import type { Dispatch, Invocation, Reply } from '../src/port/invocation.ts'
import type { Page } from '../src/port/page.ts'
import { code, type Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'
import { zoneOf } from '../src/views/naming.ts'
import { answerAll, doorSentence } from './answers.ts'
import { choosable } from './choices.ts'
import type { Chooser } from './choices/chooser.ts'
import { deadlineWarnings } from './deadline.ts'
import type { Doors, Scene } from './doors.ts'
import { formFor } from './form.ts'
import { found, foundingIn } from './founding.ts'
import { readLine } from './line.ts'
import { completed, matchIntro } from './new-version.ts'
import { refusedBy, slipSentence, told, unknownCommand } from './reply.ts'
import { withStrangers } from './strangers.ts'
import { together, whichAssembly } from './together.ts'

/** The one way in for every platform. It never throws: a fault of ours is a reply with a reference. */
export function dispatchWith(doors: Doors): Dispatch {
  return async (invocation) => {
    try {
      const founding = foundingIn(doors, invocation)
      if (founding) return await found(doors, founding, invocation)
      const scene = await doors.sceneFor(invocation)
      if (!scene) return refusedBy(say('command/no-assembly'))
      return await answer(doors, scene, invocation)
    } catch (error) {
      return refusedBy(say('command/trouble', { reference: code(doors.trouble(error)) }))
    }
  }
}

async function answer(doors: Doors, scene: Scene, { what, key }: Invocation): Promise<Reply> {
  switch (what.kind) {
    case 'press':
      return await press(doors, scene, what.press, key, what.message)
    case 'line': {
      if (what.text.trim() === '') return await pageOf(doors, scene, { page: 'desk' })
      const read = readLine(doors.catalogue, what.text)
      if (!read.ok) return refusedBy(slipSentence(read.why))
      return await run(doors, scene, read.command, read.given, {}, key, false)
    }
    case 'form': {
      const command = commandNamed(doors, what.command)
      return command
        ? await run(doors, scene, command, what.answers, {}, key, what.ask === true)
        : unknownCommand(what.command)
    }
    case 'choices': {
      const command = commandNamed(doors, what.command)
      const field = command?.ask[what.field]
      if (!command || field?.how.kind !== 'from') return { kind: 'choices', choices: [] }
      const wanted = what.typed.trim().toLowerCase()
      const chooser = settledChooser(command, what.answers, chooserFor(scene, command))
      const all = choosable(field.how.source, chooser).filter(
        (one) =>
          wanted === '' ||
          one.label.toLowerCase().includes(wanted) ||
          one.typed.some((name) => name.startsWith(wanted)),
      )
      return {
        kind: 'choices',
        choices: all.slice(0, 25).map(({ id, label, typed }) => ({ value: typed[0] ?? id, label })),
      }
    }
  }
}

async function press(
  doors: Doors,
  scene: Scene,
  pressed: Press,
  key: string,
  message: MessageId | undefined,
): Promise<Reply> {
  if (pressed.kind === 'page') {
    const whole = pressed.page.page === 'whole' && message ? await doors.wholeCard(scene, message) : undefined
    return whole ? { kind: 'card', how: 'read', card: whole } : await pageOf(doors, scene, pressed.page)
  }
  const command = commandNamed(doors, pressed.command)
  if (!command) return unknownCommand(pressed.command)
  return await run(doors, scene, command, pressed.answers, pressed.answers, key, pressed.ask === true)
}

const commandNamed = ({ catalogue }: Doors, name: string): CommandDeclaration | undefined =>
  catalogue.find((one) => nameOf(one) === name)
async function pageOf(doors: Doors, scene: Scene, asked: Page): Promise<Reply> {
  const others = await doors.beside(scene)
  const pages = [scene, ...others].map((one) => ({ assembly: one, card: pageIn(doors, one, asked) }))
  const [only] = pages
  const card = only && others.length === 0 ? only.card : together(pages)
  return { kind: 'card', how: 'read', card }
}

const pageIn = ({ page, catalogue }: Doors, { member, place, world, rows }: Scene, asked: Page): Card =>
  page(asked, member, place, world, rows, say, catalogue)

const chooserFor = (scene: Scene, { does }: CommandDeclaration): Chooser => ({ ...scene, does })

/** A chooser that knows the proposal and gauge which the answers so far settle. */
function settledChooser(command: CommandDeclaration, given: GivenAnswers, chooser: Chooser): Chooser {
  const { answers } = answerAll(command, given, chooser, zoneFor(chooser))
  const onGauge = answers['gauge']
  const gauge =
    typeof onGauge === 'object' && onGauge !== null && 'gauge' in onGauge ? String(onGauge.gauge) : undefined
  const proposal = typeof answers['proposal'] === 'string' ? answers['proposal'] : proposalOf(answers)
  return { ...chooser, gauge, ...(proposal !== undefined && { proposal: proposal as Chooser['proposal'] }) }
}
const proposalOf = (answers: Readonly<Record<string, unknown>>): string | undefined => {
  for (const value of Object.values(answers))
    if (typeof value === 'object' && value !== null && 'proposal' in value) return String(value.proposal)
  return undefined
}

const zoneFor = ({ world, place }: Pick<Chooser, 'world' | 'place'>): string =>
  world.assembly.foundedAt === undefined ? 'UTC' : zoneOf(world.assembly, place ?? 'plenary')

/** One command: its fields answered or asked, then its page, its row, or its act. */
async function run(
  doors: Doors,
  stands: Scene,
  command: CommandDeclaration,
  typed: GivenAnswers,
  settled: GivenAnswers,
  key: string,
  ask: boolean,
): Promise<Reply> {
  const elsewhere = wrongPlace(command, stands.place)
  if (elsewhere) return refusedBy(elsewhere)
  // Nothing is guessed where two assemblies could be meant: an answer would count in the wrong one.
  if (stands.besides.length > 0 && command.does !== 'read') return refusedBy(await whichAssembly(doors, stands))
  const { scene, given } = await withStrangers(doors, stands, command, typed)
  const chooser = chooserFor(scene, command)
  const zone = zoneFor(scene)
  const { answers, missing, wrong } = answerAll(command, given, chooser, zone)
  const isWrong = Object.keys(wrong).length > 0
  const forbidden = forbiddenYet(command, answers, scene)
  if (forbidden) return refusalOf(doors, forbidden, scene)
  const nothing = nothingToChoose(command, given, wrong)
  if (nothing) return refusedBy(nothing)
  if (missing.length > 0 || isWrong || ask) {
    const form = formFor(command, given, onlyRight(settled, wrong), settledChooser(command, given, chooser), zone, {
      wrong,
    })
    return { kind: 'form', form }
  }
  const here = { place: scene.place, by: scene.member, now: doors.now(), zone } as Here as never
  if (command.does === 'read') return await pageOf(doors, scene, command.read(answers as never, here))
  if (command.does === 'own') return told(await doors.own(scene, command.row(answers as never, here)))
  const act = checked(command.does, command.act(answers as never, here))
  if ('wrong' in act) {
    if (act.field === undefined || !command.ask[act.field]) return refusedBy(act.wrong)
    // A title that the text does not have either: the form says where it is missing, and keeps the rest.
    const form = formFor(command, given, onlyRight(settled, { [act.field]: act.wrong }), chooser, zone, {
      wrong: { [act.field]: act.wrong },
    })
    return { kind: 'form', form }
  }
  const whole = completed(command, act, scene, answers)
  if ('wrong' in whole) return refusedBy(whole.wrong)
  if ('match' in whole) {
    const settledNow = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'matched'))
    return {
      kind: 'form',
      form: formFor(command, { matched: true }, settledNow, chooser, zone, {
        intro: matchIntro(whole.match, whole.act, scene),
      }),
    }
  }
  return await enact(doors, scene, whole, key)
}

/** A field that has nothing to choose from cannot be mended in a form: that is said instead. */
function nothingToChoose(
  command: CommandDeclaration,
  given: GivenAnswers,
  wrong: Readonly<Record<string, Parts>>,
): Parts | undefined {
  const empty = Object.keys(wrong).find((name) => given[name] === undefined && command.ask[name]?.how.kind === 'from')
  return empty === undefined ? undefined : wrong[empty]
}

/** Who may not do it is told so before a form asks them anything: as far as what is settled lets one know. */
function forbiddenYet(
  { does }: CommandDeclaration,
  answers: Readonly<Record<string, unknown>>,
  { world, member, place }: Scene,
): Refusal | undefined {
  if (does === 'read' || does === 'own') return undefined
  const on = Object.values(answers).find(
    (value): value is Partial<Record<'place' | 'caucus' | 'proposal' | 'concern', string>> =>
      typeof value === 'object' && value !== null,
  )
  const where = (on?.place ?? on?.caucus ?? answers['caucus'] ?? place) as Place | undefined
  const proposal = world.assembly.proposals.get((on?.proposal ?? answers['proposal']) as never)
  const refusal = may(world, member, does, {
    ...(where && { place: where }),
    ...(proposal && { proposal }),
    ...(on?.concern && { concern: on.concern as never }),
  })
  return refusal?.code === 'may/role' || (refusal?.code === 'may/stage' && proposal) ? refusal : undefined
}

const refusalOf = ({ refusal }: Doors, found: Refusal, { member, world, rows }: Scene): Reply => ({
  kind: 'card',
  how: 'refused',
  card: refusal(found, member, world, rows, say),
})

/** What was settled and could not be taken is asked again. */
const onlyRight = (settled: GivenAnswers, wrong: Readonly<Record<string, Parts>>): GivenAnswers =>
  Object.fromEntries(Object.entries(settled).filter(([name]) => wrong[name] === undefined))

async function enact(doors: Doors, scene: Scene, typed: Act, key: string): Promise<Reply> {
  const { assembly, member } = scene
  const done = await doors.perform({ assembly, by: member, act: typed, key })
  // Drawn from the state after the act: what counts now.
  const after = await doors.again(scene)
  if (!done.ok)
    return { kind: 'card', how: 'refused', card: doors.refusal(done.refusal, member, after.world, after.rows, say) }
  const receipt = doors.receipt(typed, done.facts, member, after.world, after.rows, say)
  const warnings = deadlineWarnings(typed, scene, doors.now())
  return { kind: 'card', how: 'done', card: { ...receipt, nodes: [...receipt.nodes, ...warnings.map(line)] } }
}

function wrongPlace({ where, name }: CommandDeclaration, place: Place | undefined): Parts | undefined {
  const here = place === undefined ? 'anywhere' : place === 'plenary' ? 'plenary' : 'caucus'
  if (where.includes('anywhere') || where.includes(here)) return undefined
  return say('command/wrong-place', {
    command: code(`/caucus ${name.join(' ')}`),
    where: where.length > 1 ? 'other' : (where[0] ?? 'other'),
  })
}

/** The act's own schema, defaults included: words that may not come in are told here. */
function checked(type: ActType, given: object): Act | { readonly wrong: Parts; readonly field: string | undefined } {
  const parsed = actData[type].safeParse(given)
  if (!parsed.success) {
    const [field] = parsed.error.issues[0]?.path ?? []
    return { wrong: doorSentence(parsed.error), field: typeof field === 'string' ? field : undefined }
  }
  return { type, ...parsed.data } as Act
}
