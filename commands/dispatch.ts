import { actData, type Act, type ActType } from '../src/domain/act.ts'
import type { CharterDraft } from '../src/domain/charter.ts'
import type { Fact } from '../src/domain/fact.ts'
import type { AssemblyId, MemberId, Place } from '../src/domain/id.ts'
import type { Instant } from '../src/domain/instant.ts'
import { may } from '../src/domain/may.ts'
import type { Refusal } from '../src/domain/refusal.ts'
import type { Match } from '../src/domain/version/match.ts'
import { charterOf, latestVersion, unfounded, type World } from '../src/domain/world.ts'
import { line, type Card, type Press } from '../src/port/card.ts'
import { nameOf, type Catalogue, type CommandDeclaration, type Here, type Own } from '../src/port/command.ts'
import type { Form, GivenAnswers } from '../src/port/form.ts'
import type { MessageId } from '../src/port/id.ts'
import type { Dispatch, Invocation, PlatformIdentity, Reply } from '../src/port/invocation.ts'
import type { Page } from '../src/port/page.ts'
import { code, memberText, text, type Parts } from '../src/text/part.ts'
import { label } from '../src/text/plain.ts'
import { say, type Say } from '../src/text/say.ts'
import { zoneOf } from '../src/views/naming.ts'
import type { Rows } from '../src/views/viewer.ts'
import { answerAll, doorSentence, helpWord, slipsParts } from './answers.ts'
import { charterPreview } from './charter-preview.ts'
import { choosable, type Chooser } from './choices.ts'
import { formFor } from './form.ts'
import { charterGiven, foundCommand } from './found.ts'
import { readLine, type LineSlip } from './line.ts'
import { warningsFor } from './moment.ts'
import { amended, matched } from './version.ts'

/** Where an invocation stands: which assembly and place, who it is there, and everything as it is now. */
export interface Scene {
  readonly assembly: AssemblyId
  readonly place: Place | undefined
  readonly member: MemberId
  readonly world: World
  readonly rows: Rows
  readonly people: readonly { readonly id: MemberId; readonly name: string }[]
}

export type Done =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal }

/** What dispatch needs of the other rooms; `main` hands it in. */
export interface Doors {
  readonly catalogue: Catalogue
  /** Nothing where the channel belongs to no assembly. Whoever comes for the first time becomes known by it. */
  readonly sceneFor: (invocation: Invocation) => Promise<Scene | undefined>
  /** Founds an assembly for whoever asked, who becomes its secretariat. */
  readonly found: (founding: { charter: CharterDraft; who: PlatformIdentity; key: string }) => Promise<Done>
  /** The same scene as it stands now. */
  readonly again: (scene: Scene) => Promise<Scene>
  readonly perform: (performing: { assembly: AssemblyId; by: MemberId; act: Act; key: string }) => Promise<Done>
  readonly own: (
    scene: Scene,
    own: Own,
  ) => Promise<{ readonly ok: boolean; readonly says: Parts; readonly lines?: readonly Parts[] }>
  /** Who is meant by a name or a mention that the assembly does not know yet: somebody on the platform becomes known by it. */
  readonly meet: (scene: Scene, typed: string) => Promise<MemberId | undefined>
  /** The card that stands in a message of this channel, as it is now and whole. */
  readonly wholeCard: (scene: Scene, message: MessageId) => Promise<Card | undefined>
  readonly receipt: (act: Act, facts: readonly Fact[], member: MemberId, world: World, rows: Rows, say: Say) => Card
  readonly refusal: (refusal: Refusal, member: MemberId, world: World, rows: Rows, say: Say) => Card
  readonly page: (
    page: Page,
    member: MemberId,
    place: Place | undefined,
    world: World,
    rows: Rows,
    say: Say,
    catalogue: Catalogue,
  ) => Card
  /** Logs what went wrong, and gives the reference that the person is shown. */
  readonly trouble: (error: unknown) => string
  readonly now: () => Instant
}

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

/** Founding needs no assembly to stand in: whoever asks becomes its secretariat. */
function foundingIn({ catalogue }: Doors, { what }: Invocation): GivenAnswers | undefined {
  const name = nameOf(foundCommand)
  if (what.kind === 'form') return what.command === name ? what.answers : undefined
  if (what.kind === 'press')
    return what.press.kind === 'command' && what.press.command === name ? what.press.answers : undefined
  const read = what.kind === 'line' ? readLine(catalogue, what.text) : undefined
  return read?.ok && nameOf(read.command) === name ? read.given : undefined
}

/** Asks for a charter, shows what it will mean, and founds nothing before whoever asked has confirmed that. */
async function found(doors: Doors, given: GivenAnswers, invocation: Invocation): Promise<Reply> {
  const { understood, ...words } = given
  const answers = Object.fromEntries(
    Object.entries(words).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
    ),
  )
  const asks = (wrong: Readonly<Record<string, Parts>>): Reply => {
    const form = formFor(foundCommand, words, {}, nobody(doors), 'UTC', { wrong })
    const fields = form.fields.filter(({ name }) => name !== 'understood')
    return {
      kind: 'form',
      form: { ...form, intro: [say('command/found-either')], fields, submit: label(say('command/found-next')) },
    }
  }
  if (answers['charter'] === undefined && ['name', 'forum', 'caucuses'].some((name) => answers[name] === undefined))
    return asks({})
  const made = charterGiven(answers)
  if (!made.ok) return asks({ [answers['charter'] === undefined ? 'caucuses' : 'charter']: slipsParts(made.slips) })
  if (understood === false) return asks({})
  if (understood !== true) return { kind: 'form', form: previewForm(made.charter, answers, doors) }
  const done = await doors.found({ charter: made.charter, who: invocation.who, key: invocation.key })
  if (!done.ok) return refusedBy(say(done.refusal.code, {}))
  const next = { seat: code('/caucus member seat'), office: code('/caucus office give') }
  return told({
    ok: true,
    says: say('command/founded', {
      name: memberText(made.charter.name),
      caucuses: made.charter.caucuses.length,
      ...next,
    }),
  })
}

function previewForm(charter: CharterDraft, answers: GivenAnswers, doors: Doors): Form {
  const intro = charterPreview(charter, doors.now())
  const form = formFor(foundCommand, { understood: true }, answers, nobody(doors), 'UTC', { intro })
  return {
    ...form,
    title: label(say('command/preview')),
    // What the command is for was said before.
    intro: [...intro],
    fields: form.fields.filter(({ name }) => name === 'understood'),
    submit: label(say('command/found-go')),
  }
}

/** A chooser with nothing to choose from: founding asks for words only. */
const nobody = ({ now }: Doors): Chooser => ({
  member: undefined,
  place: undefined,
  world: unfounded('as_00000000000000000000000000' as AssemblyId),
  rows: {
    now: now(),
    read: () => undefined,
    nameOf: () => undefined,
    organisationOf: () => undefined,
    away: new Set(),
    answersIn: () => [],
  },
  does: 'found assembly',
  people: [],
})

async function answer(doors: Doors, scene: Scene, { what, key }: Invocation): Promise<Reply> {
  switch (what.kind) {
    case 'press':
      return await press(doors, scene, what.press, key, what.message)
    case 'line': {
      if (what.text.trim() === '') return pageOf(doors, scene, { page: 'desk' })
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
    return whole ? { kind: 'card', how: 'read', card: whole } : pageOf(doors, scene, pressed.page)
  }
  const command = commandNamed(doors, pressed.command)
  if (!command) return unknownCommand(pressed.command)
  return await run(doors, scene, command, pressed.answers, pressed.answers, key, pressed.ask === true)
}

const commandNamed = ({ catalogue }: Doors, name: string): CommandDeclaration | undefined =>
  catalogue.find((one) => nameOf(one) === name)
const unknownCommand = (typed: string): Reply =>
  refusedBy(slipSentence({ code: 'line/unknown-command', typed, nearest: [] }))

const pageOf = ({ page, catalogue }: Doors, { member, place, world, rows }: Scene, asked: Page): Reply => ({
  kind: 'card',
  how: 'read',
  card: page(asked, member, place, world, rows, say, catalogue),
})

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
  if (command.does === 'read') return pageOf(doors, scene, command.read(answers as never, here))
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

/** Somebody of the platform whom the assembly has not met yet can be named too: `member seat @ana`. */
async function withStrangers(
  { meet }: Doors,
  scene: Scene,
  command: CommandDeclaration,
  typed: GivenAnswers,
): Promise<{ readonly scene: Scene; readonly given: GivenAnswers }> {
  const met = new Map<string, MemberId>()
  for (const [name, { how }] of Object.entries(command.ask)) {
    const value = typed[name]
    if (how.kind !== 'from' || how.source.of !== 'member' || typeof value !== 'string' || value === '') continue
    if (isKnown(scene, value)) continue
    const member = await meet(scene, value)
    if (member) met.set(name, member)
  }
  if (met.size === 0) return { scene, given: typed }
  const people = [...scene.people]
  for (const [name, member] of met)
    if (!people.some(({ id }) => id === member)) people.push({ id: member, name: String(typed[name]) })
  return { scene: { ...scene, people }, given: { ...typed, ...Object.fromEntries(met) } }
}

const isKnown = ({ people }: Scene, typed: string): boolean => {
  const wanted = typed.trim().replace(/^@/, '').toLowerCase()
  return people.some(({ id, name }) => id === typed || name.toLowerCase().startsWith(wanted))
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

/** A weekend, or few working hours in some zone: said, and never refused (procedure 4). */
function deadlineWarnings(typed: Act, { world }: Scene, now: Instant): readonly Parts[] {
  const deadline = typed.type === 'open gauge' ? typed.closes : typed.type === 'dispatch' ? typed.deadline : undefined
  if (!deadline) return []
  const charter = charterOf(world.assembly)
  const zones = [charter.zone, ...charter.caucuses.flatMap(({ zone }) => zone ?? [])]
  return warningsFor(deadline, now, zones).map((warning) =>
    warning.warns === 'weekend'
      ? say('command/warn-weekend', { zone: warning.zone })
      : say('command/warn-hours', { zone: warning.zone, hours: warning.hours }),
  )
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

/** A new version is filled in from the one before; a whole text is matched, and shown before it counts. */
function completed(
  command: CommandDeclaration,
  typed: Act,
  { world, rows }: Scene,
  answers: Readonly<Record<string, unknown>>,
): Act | { wrong: Parts } | { act: Act<'make version'>; match: Match } {
  if (typed.type !== 'make version') return typed
  const proposal = world.assembly.proposals.get(typed.proposal)
  if (!proposal) return typed
  if (nameOf(command) === 'version amend') {
    const whole = amended(typed, proposal, rows.read)
    return 'code' in whole ? { wrong: say(whole.code) } : whole
  }
  const found = matched(typed, proposal, rows.read)
  return answers['matched'] === true ? found.act : found
}

function matchIntro(
  { paragraphs, removed }: Match,
  typed: Act<'make version'>,
  { world, rows }: Scene,
): readonly Parts[] {
  const proposal = world.assembly.proposals.get(typed.proposal)
  if (!proposal) return []
  const before = latestVersion(proposal)
  const old = new Map(before.paragraphs.map((one) => [one.id, one]))
  const named = (label: string, at: number): Parts => [memberText(label === '' ? `¶${at + 1}` : label)]
  const changes = paragraphs.flatMap((one, at): Parts[] => {
    const was = one.id && old.get(one.id)
    if (!was) return [say('command/match-new', { label: named(one.label, at) })]
    return rows.read(was.text) === one.text ? [] : [say('command/match-reworded', { label: named(one.label, at) })]
  })
  const gone = removed.map((id) =>
    say('command/match-removed', {
      label: named(
        old.get(id)?.label ?? '',
        before.paragraphs.findIndex((one) => one.id === id),
      ),
    }),
  )
  const kept = paragraphs.length - changes.length
  return [
    say('command/match-intro', { version: before.number }),
    say('command/match-kept', { count: kept }),
    ...changes.slice(0, 30),
    ...gone.slice(0, 30),
  ]
}

function wrongPlace({ where, name }: CommandDeclaration, place: Place | undefined): Parts | undefined {
  const here = place === undefined ? 'anywhere' : place === 'plenary' ? 'plenary' : 'caucus'
  if (where.includes('anywhere') || where.includes(here)) return undefined
  return say('command/wrong-place', {
    command: code(`/caucus ${name.join(' ')}`),
    where: where.length > 1 ? 'other' : (where[0] ?? 'other'),
  })
}

const told = ({
  ok,
  says,
  lines = [],
}: {
  readonly ok: boolean
  readonly says: Parts
  readonly lines?: readonly Parts[]
}): Reply => ({
  kind: 'card',
  how: ok ? 'done' : 'refused',
  card: { nodes: [line(says), ...lines.map(line)], summary: says },
})
const refusedBy = (says: Parts): Reply => told({ ok: false, says })

function slipSentence(why: LineSlip): Parts {
  switch (why.code) {
    case 'line/empty':
      return say('command/line-empty', { help: helpWord })
    case 'line/open-quote':
      return say('command/line-quote')
    case 'line/too-many':
      return say('command/line-extra', { extra: memberText(why.extra), command: why.command })
    case 'line/unknown-field':
      return say('command/line-field', {
        command: code(why.command),
        field: memberText(`--${why.field}`),
        fields: code(why.fields.map((name) => `--${name}`).join(' ')),
      })
    case 'line/unknown-command': {
      const nearest = why.nearest.flatMap((name, at): Parts => [...(at > 0 ? [text(', ')] : []), code(name)])
      return say('command/line-unknown', {
        typed: memberText(why.typed),
        near: nearest.length > 0 ? 'some' : 'none',
        nearest,
        help: helpWord,
      })
    }
  }
}
